using System.IO.Compression;
using System.Text;

namespace Shoumi.Server.Tests.Running;

/// <summary>Real documents from the corpus that nobody of this project wrote.</summary>
public static class Papers
{
    /// <summary>An official document as real offices make them.</summary>
    public static byte[] Official => File.ReadAllBytes(Path.Combine(Root, "gongwen", "mrered__out.docx"));

    public static string Root
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "Shoumi.slnx")))
            {
                folder = folder.Parent ?? throw new DirectoryNotFoundException("The repository's root");
            }

            var corpus = Path.Combine(Environment.GetEnvironmentVariable("SHOUMI_SHARED") ?? Path.Combine(folder.FullName, "..", "shared"), "corpus");
            return Directory.Exists(corpus) ? corpus : throw new DirectoryNotFoundException($"{corpus}: the corpus of real documents; SHOUMI_SHARED names its folder");
        }
    }

    /// <summary>The official document with these words in many paragraphs, over 64 KB; not compressed, so that whoever keeps its bytes keeps the words.</summary>
    public static byte[] Saying(string words)
    {
        using var made = new MemoryStream();
        using (var from = new ZipArchive(new MemoryStream(Official), ZipArchiveMode.Read))
        using (var to = new ZipArchive(made, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var part in from.Entries)
            {
                using var reader = new StreamReader(part.Open());
                using var writer = new StreamWriter(to.CreateEntry(part.FullName, CompressionLevel.NoCompression).Open(), new UTF8Encoding(false));
                var text = reader.ReadToEnd();
                var end = text.LastIndexOf("<w:sectPr", StringComparison.Ordinal);
                var said = string.Concat(Enumerable.Repeat($"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>", 300));
                writer.Write(part.FullName == "word/document.xml" ? text.Insert(end, said) : text);
            }
        }

        return made.ToArray();
    }
}
