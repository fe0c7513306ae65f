using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Rules.Policy;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Storage.Schema;
using Shoumi.Server.Tests.Running;
using Xunit;

namespace Shoumi.Server.Tests.Procedure;

/// <summary>What an act leaves behind: in the audit ledger, in the history, on the sheet, and against later editions of the regulation.</summary>
public abstract class TraceTests(Office office)
{
    private const int Replace = 713;

    [Fact(DisplayName = "代理人办理的，意见和审计台账都写明代理，哪种行为都一样")]
    [Requirement("R7.9", "RN1.4")]
    public async Task A_deputys_act_says_so_everywhere()
    {
        var until = office.Today.AddDays(5);
        await office.AppointAsync(Staff.OtherLeader, Post.LeadingGroupDeputy, null, until);
        await office.AppointAsync(Staff.OtherHead, Post.OfficeSecretary, null, until);
        await office.AppointAsync(Staff.Custodian, Post.RegistryClerk, null, until);
        await office.AppointAsync(Staff.Colleague, Post.SecrecyOfficer, null, until);
        var document = Papers.Official;
        var id = await office.OpenCaseAsync(document);
        Assert.Equal(302, (await office.ProposeAsync(id, proposal: [.. office.Proposal(id, row: "CL-5.3.7", group: "SC-4-05", people: [Staff.Drafter, Staff.Custodian, Staff.SecondClerk]), ("justification", "市级处理意见")])).Status);
        await DoneAsync(office.As(Staff.OtherLeader).PostAsync($"/cases/{id}/group-opinion", ("agrees", "true"), ("groupOpinion", "同意。"), ("version", $"{office.Version(id)}")), Act.GiveGroupOpinion);
        Assert.Contains("true", office.LastSaid((int)Act.GiveGroupOpinion), StringComparison.Ordinal);
        Assert.True(office.Opinions(id).Single(o => o.Act == Act.GiveGroupOpinion).AsDeputy);
        Assert.Equal(302, (await office.DecideAsync(id, Staff.Head, "section-review")).Status);
        Assert.Equal(302, (await office.DecideAsync(id, Staff.Secretary, "office-review")).Status);
        await DoneAsync(office.RecordAsync(id, Staff.OtherHead, Staff.Leader, office.Today), Act.RecordPaperApproval);
        await DoneAsync(office.EnterAsync(id, Staff.Custodian), Act.EnterInLedger);
        await DoneAsync(office.As(Staff.Custodian).PostFileAsync($"/cases/{id}/marked-document", document), Act.IssueMarkedDocument, 200);
        var entry = office.Read(s => s.EntriesForTheClock().Single(e => e.CaseId == id).Id);
        await DoneAsync(office.As(Staff.Custodian).PostAsync($"/ledger/{entry}/corrections", ("field", nameof(CorrectedField.Copies)), ("becomes", "8"), ("reason", "笔误")), Act.RequestCorrection);
        var correction = office.Read(s => s.Set<Correction>().Single(c => c.EntryId == entry).Id);
        await DoneAsync(office.As(Staff.Colleague).PostAsync($"/ledger/{entry}/corrections/confirm", ("correction", $"{correction}")), Act.ConfirmCorrection);
        await DoneAsync(office.As(Staff.Colleague).PostAsync("/terms/rules", ("matter", "CL-5.3.1"), ("issuer", "民政部"), ("documentNumber", "民发〔2025〕9号"), ("validFrom", "2025-06-01"), ("form", "LongTerm")), Act.RegisterSuperiorRule);
        var rule = office.Read(s => s.SuperiorRules.Max(r => r.Id));
        await DoneAsync(office.As(Staff.Colleague).PostAsync($"/terms/rules/{rule}/withdraw"), Act.WithdrawSuperiorRule);
        Assert.Contains("\"deputy\":false", office.LastLineOf((int)Act.ReviewAsSectionHead), StringComparison.Ordinal);

        async Task DoneAsync(Task<Answer> act, Act what, int status = 302)
        {
            var answer = await act;
            Assert.True(answer.Status == status, $"{what}: {answer.Status} {Cases.Told(answer)}");
            Assert.True(office.LastLineOf((int)what).Contains("\"deputy\":true", StringComparison.Ordinal), $"{what} 没有写明代理");
        }
    }

    [Fact(DisplayName = "换稿是单独的一种行为，办理经过里看得到新稿的摘要")]
    [Requirement("R7.1.1", "R8.1.1")]
    public async Task Replacing_the_draft_is_an_act_of_its_own()
    {
        var revised = File.ReadAllBytes(Path.Combine(Papers.Root, "gongwen", "mrered__out~2.docx"));
        var id = await office.OpenCaseAsync(Papers.Official);

        Assert.Equal(302, (await office.As(Staff.Drafter).PostFileAsync($"/cases/{id}/file", revised, ("version", $"{office.Version(id)}"))).Status);

        Assert.Equal(Replace, (int)office.Line(office.LastLine()).Act);
        var digest = office.Case(id).FileHash![..12];
        var history = (await office.As(Staff.Drafter).GetAsync($"/cases/{id}")).Read.Split("办理经过")[^1].Split("文稿</h2>")[0];
        Assert.Contains("换稿", history, StringComparison.Ordinal);
        Assert.Contains(digest, history, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "兼有几类情形的，台账按决定密级的那一项归类，按该项检索得到")]
    [Requirement("R5.3", "R7.5.1")]
    public async Task The_ledger_files_it_under_the_row_that_gives_the_level()
    {
        var (_, entry) = await office.RegisteredAsync(id => [.. office.Proposal(id, row: "CL-5.3.3", group: "SC-4-03"), ("condition", "important-military:redeployment")]);

        var written = office.Read(s => s.EntriesForTheClock().Single(e => e.Id == entry));
        Assert.Equal((Level.Secret, "CL-5.2.2"), (written.Level, written.RowId));
        Assert.Contains($"/ledger/{entry}\"", (await office.As(Staff.Drafter).GetAsync("/ledger?matter=CL-5.2.2")).Body, StringComparison.Ordinal);
    }

    [Theory(DisplayName = "定为内部或非密，须写明理由，缺了不予提交")]
    [Requirement("R7.1.5")]
    [InlineData(nameof(Determination.Internal))]
    [InlineData(nameof(Determination.Unclassified))]
    public async Task Not_classifying_needs_a_reason(string determination)
    {
        var id = await office.OpenCaseAsync();
        Assert.Contains("name=\"whyNot\"", (await office.As(Staff.Drafter).GetAsync($"/cases/{id}")).Body, StringComparison.Ordinal);
        var before = office.LastLine();

        var refused = await Propose("");

        office.Refused(refused, "MZ.7.1.OPINION", before);
        Assert.Contains("理由", refused.Read.Split("MZ.7.1.OPINION")[0], StringComparison.Ordinal);
        Assert.Equal(302, (await Propose("日常值班安排，不涉及国家秘密")).Status);
        Assert.Equal("日常值班安排，不涉及国家秘密", office.Case(id).Current!.Justification);

        Task<Answer> Propose(string why) => office.As(Staff.Drafter).PostAsync(
            $"/cases/{id}/propose", ("title", "值班表"), ("determination", determination), ("whyNot", why), ("scope", $"p:{office.Id(Staff.Clerk)}"), ("version", $"{office.Version(id)}"));
    }

    [Fact(DisplayName = "条例换版之后，旧案的依据、限定条件、其它事项的要求和条例名称都不随之改变，来文和不定密的也一样")]
    [Requirement("R7.1.4")]
    public async Task A_later_edition_does_not_reach_back()
    {
        var mixed = await office.WaitingAtAsync(Stage.LedgerEntry, id => [.. office.Proposal(id, row: "CL-5.3.3", group: "SC-4-03"), ("condition", "important-military:redeployment")]);
        var plain = await office.WaitingAtAsync(Stage.SectionReview, id => [("title", "值班表"), ("determination", nameof(Determination.Internal)), ("whyNot", "内部掌握"), ("scope", $"p:{office.Id(Staff.Drafter)}"), ("version", $"{office.Version(id)}")]);
        var received = await office.WaitingAtAsync(Stage.SectionReview, id =>
        [
            ("title", "转来文件"), ("determination", nameof(Determination.StateSecret)), ("group", "SC-4-10"), ("level", "机密"), ("sourceTerm", "8个月"), ("originator", "省民政厅"), ("sourceNumber", "民密〔2026〕3号"), ("issuedOn", "2026-02-01"),
            ("scope", $"p:{office.Id(Staff.Drafter)}"), ("version", $"{office.Version(id)}"),
        ]);
        var (was, edition) = (office.Edition, $"minzheng {office.Edition.Version:yyyy-MM-dd}");
        await office.CloseAsync();
        office.Edition = was with
        {
            Version = was.Version.AddYears(1),
            Title = new("另一部条例", "Another regulation"),
            Rows = [.. was.Rows.Select(r => r with { CatchAll = true, Name = new("改过的事项", "Changed matter") })],
            Conditions = was.Conditions.ToImmutableDictionary(c => c.Key, c => c.Value with { Options = [.. c.Value.Options.Select(o => o with { Text = new("改过的答案", "Changed answer") })] }),
        };
        await office.OpenAsync();
        try
        {
            var sheets = await Task.WhenAll(new[] { mixed, plain, received }.Select(async id => await Sheets.WordsAsync((await office.As(Staff.Drafter).PostAsync($"/cases/{id}/drafting-sheet")).Bytes)));
            Assert.All(sheets, sheet => Assert.Contains(string.Concat(edition.Where(c => c != ' ')), sheet, StringComparison.Ordinal));
            Assert.Contains(was.Title.Zh, sheets[0], StringComparison.Ordinal);
            Assert.Contains("为调防供应饮食", sheets[0], StringComparison.Ordinal);
            Assert.DoesNotContain("另一部条例", sheets[0], StringComparison.Ordinal);
            var page = (await office.As(Staff.Drafter).GetAsync($"/cases/{mixed}")).Read;
            Assert.Contains("为调防供应饮食", page, StringComparison.Ordinal);
            Assert.DoesNotContain("尚无领导小组意见", page, StringComparison.Ordinal);
            Assert.Contains("为调防供应饮食", JsonSerializer.Serialize(office.Case(mixed).Current!.Basis, Json.Stored), StringComparison.Ordinal);
        }
        finally
        {
            await office.CloseAsync();
            office.Edition = was;
            await office.OpenAsync();
        }
    }

    [Fact(DisplayName = "拟稿签和案件页都看得到承办人原拟的知悉范围；领导小组意见印在拟稿签上")]
    [Requirement("R7.1.3", "R7.8", "R5.4")]
    public async Task The_drafters_own_scope_stays_readable()
    {
        (string, string)[] Other(int id, string[] people) => [.. office.Proposal(id, row: "CL-5.3.7", group: "SC-4-05", people: people), ("justification", "市级处理意见")];
        var id = await office.WaitingAtAsync(Stage.SectionReview, c => Other(c, [Staff.Drafter, Staff.OtherLeader]));
        Assert.Equal(302, (await office.As(Staff.OfficeHead).PostAsync($"/cases/{id}/group-opinion", ("agrees", "false"), ("groupOpinion", "领导小组的话。"), ("version", $"{office.Version(id)}"))).Status);
        Assert.Equal(302, (await office.DecideAsync(id, Staff.Head, "section-review", Decision.Amend, "范围过宽。", [.. Other(id, [Staff.Drafter, Staff.Clerk]).Where(f => f.Item1 != "version")])).Status);

        var sheet = await Sheets.WordsAsync((await office.As(Staff.Drafter).PostAsync($"/cases/{id}/drafting-sheet")).Bytes);
        var page = (await office.As(Staff.Drafter).GetAsync($"/cases/{id}")).Read;

        Assert.Contains("秦素云", sheet, StringComparison.Ordinal);
        Assert.Contains("秦素云", page.Split("办理经过")[0].Split("各步意见")[^1], StringComparison.Ordinal);
        Assert.Contains("领导小组的话。", sheet, StringComparison.Ordinal);
        Assert.Contains("柳文博", sheet, StringComparison.Ordinal);
        Assert.Contains("不同意", page, StringComparison.Ordinal);
    }
}

public sealed class TraceOnSqlite(SqliteOffice office) : TraceTests(office), IClassFixture<SqliteOffice>;

public sealed class TraceOnPostgres(PostgresOffice office) : TraceTests(office), IClassFixture<PostgresOffice>;
