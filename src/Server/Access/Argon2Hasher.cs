using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;
using Shoumi.Server.Storage;

namespace Shoumi.Server.Access;

/// <summary>Password hashes by Argon2id (19 MiB, three passes). The parameters stand in the hash, so that they can be raised later.</summary>
public sealed class Argon2Hasher : IPasswordHasher<Account>
{
    private const int Memory = 19456;
    private const int Passes = 3;
    private const int Length = 32;

    /// <summary>A hash that no password has, as costly to compare with as any.</summary>
    public static readonly string OfNobody = Write(RandomNumberGenerator.GetBytes(16), RandomNumberGenerator.GetBytes(Length));

    public string HashPassword(Account user, string password)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        return Write(salt, Hash(password, salt, Memory, Passes));
    }

    public PasswordVerificationResult VerifyHashedPassword(Account user, string hashedPassword, string providedPassword)
    {
        var parts = hashedPassword.Split('$');
        if (parts is not ["argon2id", var memory, var passes, var salt, var hash])
        {
            return PasswordVerificationResult.Failed;
        }

        var given = Hash(providedPassword, Convert.FromBase64String(salt), int.Parse(memory), int.Parse(passes));
        return CryptographicOperations.FixedTimeEquals(given, Convert.FromBase64String(hash)) ? PasswordVerificationResult.Success : PasswordVerificationResult.Failed;
    }

    private static string Write(byte[] salt, byte[] hash) => $"argon2id${Memory}${Passes}${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}";

    private static byte[] Hash(string password, byte[] salt, int memory, int passes)
    {
        var generator = new Argon2BytesGenerator();
        generator.Init(new Argon2Parameters.Builder(Argon2Parameters.Argon2id).WithSalt(salt).WithMemoryAsKB(memory).WithIterations(passes).WithParallelism(1).Build());
        var output = new byte[Length];
        generator.GenerateBytes(System.Text.Encoding.UTF8.GetBytes(password.Normalize()), output);
        return output;
    }
}
