using Shoumi.Rules;
using Shoumi.Server.Access;
using Shoumi.Server.Tests.Access.Door;
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

    [Fact(DisplayName = "改口令须输对现用口令；改好之后，别处的会话全部失效，本处继续")]
    [Requirement("RN3.9")]
    public async Task A_new_password_needs_the_present_one_and_ends_other_sessions()
    {
        const string New = "Ziji-2026-Xuande";
        using var here = office.SignedIn(Staff.Uncleared, office.Services, office.Address);
        using var elsewhere = office.SignedIn(Staff.Uncleared, office.Services, office.Address);
        var wrong = await here.PostAsync("/password", ("current", "Cuowu-2026-Mima"), ("password", New), ("again", New));
        Assert.Equal(400, wrong.Status);
        Assert.Contains("current-error", wrong.Body, StringComparison.Ordinal);
        Assert.Equal(200, (await elsewhere.GetAsync("/")).Status);

        Assert.Equal(302, (await here.PostAsync("/password", ("current", Staff.Password), ("password", New), ("again", New))).Status);
        Assert.Equal(200, (await here.GetAsync("/")).Status);
        Assert.Equal((302, "/sign-in?back=%2F"), Where(await elsewhere.GetAsync("/")));
    }

    [Fact(DisplayName = "登录前提交的内容超过上限的，答复写明上限")]
    [Requirement("RN3.9")]
    public async Task A_large_body_is_refused_before_sign_in()
    {
        var answer = await TryAsync(Staff.Stranger, new string('x', FormBody.Largest));
        Assert.Equal(413, answer.Status);
        Assert.Contains("256 KB", answer.Read, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "凡是交文件的入口，都收得下 256 KB 以上的文件")]
    [Requirement("R8.1.1", "R8.6", "R7.1.1")]
    public async Task Wherever_a_file_is_handed_in_a_large_one_is_read()
    {
        var first = await office.OpenCaseAsync();
        var taking = Doors.All.Where(d => d.Fields(office, first).Any(f => f.Takes == Takes.File)).ToList();
        Assert.True(taking.Count >= 5, $"{taking.Count}");
        foreach (var door in taking)
        {
            var item = await door.Item(office);
            var beside = door.Fields(office, item).Where(f => f.Takes != Takes.File && f.Drags is null).SelectMany(f => f.Valid.Select(v => (f.Name, v))).ToArray();
            var answer = await office.As(door.Who).PostFileAsync(door.Route.Replace("{id:int}", $"{item}", StringComparison.Ordinal), Papers.Saying(new string('密', 500)), beside);
            Assert.True(answer.Status is 200 or 302 or 409, $"{door}: {answer.Status} {Cases.Told(answer)}");
        }
    }

    private static (int, string?) Where(Answer answer) => (answer.Status, answer.Location);

    private int Refusals() => office.Read(s => s.AuditEntries.Count(e => e.Act == Act.SignInRefused));

    private async Task<Answer> TryAsync(string number, string password)
    {
        using var visitor = office.Anyone();
        return await visitor.PostAsync("/sign-in", ("number", number), ("password", password));
    }
}
