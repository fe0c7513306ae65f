using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Tests.Running;
using Xunit;

namespace Shoumi.Server.Tests.Rest;

/// <summary>Article 7 by programs: every step with the token of the person whose step it is.</summary>
public abstract class RestStepsTests(Office office)
{
    [Fact(DisplayName = "五个环节全由程序凭各人的令牌办理，结果与在页面上办理的相同")]
    [Requirement("R7.1.1", "R7.1.2", "R7.2.1", "R7.3.1", "R7.4.1", "R7.5.1")]
    public async Task A_case_goes_through_all_five_steps()
    {
        using var drafter = await office.CallerAsync(Staff.Drafter);
        var opened = await drafter.PostAsync("/cases", new { kind = "Written", paper = true });
        Assert.True(opened.Status == 201, opened.Body);
        var id = opened.Json.GetProperty("id").GetInt32();
        Assert.Equal($"/api/v1/cases/{id}", opened.Headers.Location?.OriginalString);
        Assert.Equal(office.LastLine(), opened.Json.GetProperty("line").GetInt64());
        Assert.Equal(office.Version(id), Version(opened));

        var last = await DoneAsync(drafter, id, Act.Propose, "proposal", office.RestProposal(id));
        foreach (var (who, act, step) in new[] { (Staff.Head, Act.ReviewAsSectionHead, "section-review"), (Staff.Secretary, Act.ReviewAsOfficeSecretary, "office-review"), (Staff.Leader, Act.Approve, "approval") })
        {
            using var reviewer = await office.CallerAsync(who);
            // Each answer bears what the next step is to send.
            last = await DoneAsync(reviewer, id, act, step, new { decision = "Agree", opinion = "同意。", version = Version(last) });
        }

        using var clerk = await office.CallerAsync(Staff.Clerk);
        var entered = await DoneAsync(clerk, id, Act.EnterInLedger, "ledger-entry", new { decision = "Agree", documentNumber = "滨民密〔2026〕1号", carrierForm = "纸质", copies = 6, version = Version(last) });

        var entry = entered.Json.GetProperty("id").GetInt32();
        var shown = (await clerk.GetAsync($"/ledger/{entry}")).Json;
        Assert.Equal("秘密", shown.GetProperty("entry").GetProperty("level").GetProperty("word").GetString());
        Assert.Equal("Confidential", shown.GetProperty("entry").GetProperty("level").GetProperty("id").GetString());
        Assert.Equal("2026-03-02", shown.GetProperty("entry").GetProperty("classifiedOn").GetString());
        Assert.Contains(Cases.Plan, (await clerk.GetAsync($"/ledger/{entry}")).Body, StringComparison.Ordinal);
        Assert.Equal(Stage.Registered, office.Case(id).Stage);
        Assert.Equal("Registered", (await drafter.GetAsync($"/cases/{id}")).Json.GetProperty("stage").GetString());
        Assert.Equal([1, 2, 3, 4, 5], office.Opinions(id).Select(o => o.Step));
    }

    [Fact(DisplayName = "不予办理的，程序得到全部理由：代码、条款、原因、出路和谁能办；按所要的语言")]
    [Requirement("R3.1", "R6.1.1")]
    public async Task A_refusal_says_everything()
    {
        var id = await office.OpenCaseAsync();
        using var drafter = await office.CallerAsync(Staff.Drafter);
        var proposal = office.RestProposal(id);
        proposal["amount"] = "40";
        var before = office.LastLine();

        var zh = await drafter.PostAsync($"/cases/{id}/proposal", proposal);
        var en = await drafter.PostAsync($"/cases/{id}/proposal", proposal, language: "fr, en;q=0.9, zh;q=0.1");

        Assert.Equal((409, "application/problem+json", "MZ.6.1"), (zh.Status, zh.MediaType, zh.Code));
        var refusal = zh.Json.GetProperty("refusals")[0];
        Assert.All(new[] { "code", "requirement", "article", "text", "remedy", "who" }, member => Assert.Equal(refusal.GetProperty(member).GetString(), zh.Json.GetProperty(member).GetString()));
        Assert.All(new[] { "type", "title", "requirement", "text", "remedy", "who" }, member => Assert.NotEmpty(zh.Json.GetProperty(member).GetString()!));
        Assert.StartsWith("R6", zh.Json.GetProperty("requirement").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("第六条", zh.Json.GetProperty("article").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("\\u", zh.Body, StringComparison.Ordinal);
        Assert.Equal(before + 1, refusal.GetProperty("line").GetInt64());
        Assert.Equal("Not permitted", en.Json.GetProperty("title").GetString());
        Assert.Equal(409, en.Json.GetProperty("status").GetInt32());
        Assert.Equal(before + 2, office.LastLine());
        Assert.Equal(Stage.Draft, office.Case(id).Stage);
    }

    [Fact(DisplayName = "按旧版本办理的，告知已有人先办，不写入")]
    [Requirement("R7.1.1")]
    public async Task An_older_version_is_told_so()
    {
        var id = await office.WaitingAtAsync(Stage.SectionReview);
        using var head = await office.CallerAsync(Staff.Head);

        var answer = await head.PostAsync($"/cases/{id}/section-review", new { decision = "Agree", version = office.Version(id) - 1 });

        Assert.Equal((409, "SYS.CONFLICT"), (answer.Status, answer.Code));
        Assert.Equal(Stage.SectionReview, office.Case(id).Stage);
    }

    [Fact(DisplayName = "程序交来文稿的，验看、取指纹后不留；同一请求重发不再开案")]
    [Requirement("R7.1.1")]
    public async Task A_document_is_presented_as_a_form()
    {
        using var drafter = await office.CallerAsync(Staff.Drafter);
        MultipartFormDataContent Form() => new() { { new StringContent("Written"), "kind" }, { new ByteArrayContent(Papers.Official), "file", "文稿.docx" } };

        var first = await drafter.SendAsync(HttpMethod.Post, "/cases", Form(), "one-draft");
        var again = await drafter.SendAsync(HttpMethod.Post, "/cases", Form(), "one-draft");
        var missing = await drafter.PostAsync("/cases", new { kind = "Written", paper = false });

        Assert.True(first.Status == 201, first.Body);
        Assert.Equal(first.Body, again.Body);
        Assert.True(again.Replayed);
        Assert.NotNull(office.Case(first.Json.GetProperty("id").GetInt32()).FileHash);
        Assert.Equal(["paper"], missing.Named);
    }

    [Fact(DisplayName = "更正由程序申请、由第二人的程序确认")]
    [Requirement("R7.5.1")]
    public async Task A_correction_needs_a_second_person()
    {
        var (_, entry) = await office.RegisteredAsync();
        using var clerk = await office.CallerAsync(Staff.Clerk);
        using var second = await office.CallerAsync(Staff.SecondClerk);

        var asked = await clerk.PostAsync($"/ledger/{entry}/corrections", new { field = "Remark", becomes = "共六份", reason = "笔误" });
        Assert.True(asked.Status == 201, asked.Body);
        var correction = asked.Json.GetProperty("id").GetInt32();
        var own = await clerk.PostAsync($"/ledger/{entry}/corrections/confirm", new { correction });
        var confirmed = await second.PostAsync($"/ledger/{entry}/corrections/confirm", new { correction });

        Assert.Equal((409, "MZ.7.5.SECOND"), (own.Status, own.Code));
        Assert.True(confirmed.Status == 200, confirmed.Body);
        Assert.NotEqual(entry, confirmed.Json.GetProperty("id").GetInt32());
    }

    [Fact(DisplayName = "每一环节的答复都带有该案的新版本号，退回、撤回也一样；同一请求重发，版本号不变")]
    [Requirement("R7.1.1", "R7.7")]
    public async Task Every_answer_bears_the_new_version()
    {
        var id = await office.WaitingAtAsync(Stage.SectionReview);
        using var head = await office.CallerAsync(Staff.Head);
        using var drafter = await office.CallerAsync(Staff.Drafter);
        var returned = await head.PostAsync($"/cases/{id}/section-review", new { decision = "Return", opinion = "请补充依据", version = office.Version(id) });
        Assert.Equal(office.Version(id), Version(returned));
        var proposal = office.RestProposal(id);
        var proposed = await drafter.PostAsync($"/cases/{id}/proposal", proposal, key: "again-and-again");
        Assert.Equal(office.Version(id), Version(proposed));

        var withdrawn = await drafter.PostAsync($"/cases/{id}/withdrawal", new { carriers = "已交机要室", reason = "不发", version = Version(proposed) });

        Assert.Equal(office.Version(id), Version(withdrawn));
        var again = await drafter.PostAsync($"/cases/{id}/proposal", proposal, key: "again-and-again");
        Assert.True(again.Replayed);
        Assert.Equal(proposed.Body, again.Body);
    }

    private async Task<Reply> DoneAsync(Caller who, int id, Act act, string step, object body)
    {
        var shown = (await who.GetAsync($"/cases/{id}")).Json;
        var offered = Assert.Single(shown.GetProperty("mayDo").EnumerateArray(), a => a.GetProperty("act").GetString() == $"{act}");
        Assert.Equal($"/api/v1/cases/{id}/{step}", offered.GetProperty("href").GetString());
        var answer = await who.PostAsync($"/cases/{id}/{step}", body);
        Assert.True(answer.Status == 200, $"{step}: {answer.Status} {answer.Body}");
        Assert.Equal(office.Version(id), Version(answer));
        return answer;
    }

    private static int Version(Reply answer) => answer.Json.GetProperty("version").GetInt32();
}

public sealed class RestStepsOnSqlite(SqliteOffice office) : RestStepsTests(office), IClassFixture<SqliteOffice>;

public sealed class RestStepsOnPostgres(PostgresOffice office) : RestStepsTests(office), IClassFixture<PostgresOffice>;
