using Shoumi.Rules;
using Shoumi.Server.Access;
using Shoumi.Server.Storage;
using Shoumi.Server.Tests.Running;
using Shoumi.Server.Texts;
using Xunit;

namespace Shoumi.Server.Tests.Access;

/// <summary>What may be a password, and what is kept of one.</summary>
public sealed class PasswordTests
{
    [Theory(DisplayName = "口令不得含本人姓名、工号和本系统的名称，大小写不论")]
    [Requirement("RN3.9")]
    [InlineData("Xia4002-Qingchuan", true)]
    [InlineData("夏晴川-Ceshi-2026", true)]
    [InlineData("ShouMi-2026-Mima", true)]
    [InlineData("守密-Ceshi-2026", true)]
    [InlineData("Ceshi-2026-Mima", false)]
    public void Words_that_others_try_first_are_not_taken(string password, bool refused) =>
        Assert.Equal(refused, Passwords.Wrong(password, "4002", "夏晴川", Office.Pack.Access, new Language(english: false)) is not null);

    [Fact(DisplayName = "口令可长至一百二十八位，汉字、空格也可以，一位不截，首尾的空格也算")]
    [Requirement("RN3.9")]
    public void Long_ones_are_taken_as_they_are()
    {
        var hasher = new Argon2Hasher();
        var longest = $"Yi {new string('长', 100)} 2026".PadRight(128, '!');
        Assert.Null(Passwords.Wrong(longest, "4002", "夏晴川", Office.Pack.Access, new Language(english: false)));
        var hash = hasher.HashPassword(new Account(), longest);
        Assert.StartsWith("argon2id$19456$3$", hash, StringComparison.Ordinal);
        Assert.NotEqual(hash, hasher.HashPassword(new Account(), longest));
        Assert.True(Is(longest));
        Assert.All([longest[..^1], longest.ToUpperInvariant(), longest + " ", " " + longest], other => Assert.False(Is(other)));

        bool Is(string password) => hasher.VerifyHashedPassword(new Account(), hash, password) == Microsoft.AspNetCore.Identity.PasswordVerificationResult.Success;
    }
}
