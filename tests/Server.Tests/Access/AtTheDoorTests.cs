using Shoumi.Rules;
using Shoumi.Server.Access;
using Shoumi.Server.Tests.Running;
using Xunit;

namespace Shoumi.Server.Tests.Access;

/// <summary>Signing in and out, as somebody at the door tries it.</summary>
public sealed class AtTheDoorTests(SqliteOffice office) : IClassFixture<SqliteOffice>
{
    [Fact(DisplayName = "同时试错口令，每一次都计数、都入审计台账，锁定只告知口令正确的人")]
    [Requirement("RN3.9")]
    public async Task Every_try_counts_and_only_the_right_password_is_told_of_the_lock()
    {
        var before = Refusals();
        var answers = await Task.WhenAll(Enumerable.Range(0, Office.Pack.Access.LockAfter).Select(_ => TryAsync(Staff.Stranger, "not-the-password")));

        Assert.All(answers, a => Assert.Equal(401, a.Status));
        Assert.Equal(before + Office.Pack.Access.LockAfter, Refusals());
        Assert.DoesNotContain("已锁定", (await TryAsync(Staff.Stranger, "not-the-password")).Read, StringComparison.Ordinal);
        Assert.Contains("已锁定", (await TryAsync(Staff.Stranger, Staff.Password)).Read, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "没有登录的人一律去登录页，退出后旧凭据作废")]
    [Requirement("RN3.9")]
    public async Task Without_a_session_one_signs_in()
    {
        using var nobody = office.Anyone();
        Assert.Equal((302, "/sign-in?back=%2F"), Where(await nobody.GetAsync("/")));

        using var first = office.SignedIn(Staff.Colleague, office.Services, office.Address);
        using var copy = office.SignedIn(Staff.Colleague, office.Services, office.Address);
        Assert.Equal(200, (await copy.GetAsync("/")).Status);
        await first.PostAsync("/sign-out");
        Assert.Equal((302, "/sign-in?back=%2F"), Where(await copy.GetAsync("/")));
    }

    [Fact(DisplayName = "登录前提交的内容超过上限的，答复写明上限")]
    [Requirement("RN3.9")]
    public async Task A_large_body_is_refused_before_sign_in()
    {
        var answer = await TryAsync(Staff.Stranger, new string('x', FormBody.Largest));
        Assert.Equal(413, answer.Status);
        Assert.Contains("256 KB", answer.Read, StringComparison.Ordinal);
    }

    private static (int, string?) Where(Answer answer) => (answer.Status, answer.Location);

    private int Refusals() => office.Read(s => s.AuditEntries.Count(e => e.Act == Act.SignInRefused));

    private async Task<Answer> TryAsync(string number, string password)
    {
        using var visitor = office.Anyone();
        return await visitor.PostAsync("/sign-in", ("number", number), ("password", password));
    }
}
