using System.Security.Cryptography;

namespace Shoumi.Cli.Verify;

/// <summary>The small files of the verifier.</summary>
internal static class Files
{
    /// <exception cref="UnfitException">It cannot be read, or is longer than such a file is.</exception>
    public static byte[] Small(string path, int longest)
    {
        try
        {
            using var stream = File.OpenRead(path);
            var bytes = new byte[longest + 1];
            var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return read <= longest ? bytes[..read] : throw new UnfitException($"文件超过 {longest} 字节，不是这种文件", $"the file is longer than {longest} bytes and therefore none of this kind");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UnfitException($"读不到文件：{e.Message}", $"the file cannot be read: {e.Message}");
        }
    }

    /// <summary>A public key: PEM, or the hexadecimal of its DER as an export has it.</summary>
    /// <exception cref="UnfitException">It is none.</exception>
    public static byte[] Key(string path)
    {
        try
        {
            var text = System.Text.Encoding.UTF8.GetString(Small(path, 16 * 1024)).Trim();
            if (PemEncoding.TryFind(text, out var found) && text[found.Label] == "PUBLIC KEY")
            {
                return Convert.FromBase64String(text[found.Base64Data]);
            }

            return text.Length > 0 ? Convert.FromHexString(text) : throw new FormatException();
        }
        catch (FormatException)
        {
            throw new UnfitException($"{Scan.Cut(path)} 不是公钥：应为 PEM 或十六进制的 DER", $"{Scan.Cut(path)} is no public key: neither PEM nor the hexadecimal of its DER");
        }
        catch (UnfitException e)
        {
            throw e.About($"公钥 {Scan.Cut(path)}", $"key {Scan.Cut(path)}");
        }
    }
}
