using System.Text;
using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Storage;
using Shoumi.Server.Tests.Running;
using Xunit;

namespace Shoumi.Server.Tests.Procedure;

/// <summary>What is kept of what people typed: in the draft, in the audit ledger, and how often the drafting sheet was printed.</summary>
public abstract class DraftTests(Office office)
{
    private const string Word = "字句";

    [Theory(DisplayName = "密级未定或超过本系统上限的，暂存不留任何文字；在上限之内的照存")]
    [Requirement("R7.1.2", "R4.3")]
    [InlineData(null, null, false)]
    [InlineData("CL-5.1.2", "SC-4-02", false)]
    [InlineData("CL-5.3.2", "SC-4-06", true)]
    public async Task Words_are_kept_only_where_a_title_may_be(string? row, string? group, bool kept)
    {
        var id = await office.OpenCaseAsync();

        Assert.Equal(302, (await KeepAsync(id, row, group)).Status);

        var form = Form(id);
        Assert.NotNull(form);
        Assert.Contains($"{office.Id(Staff.Head)}", form, StringComparison.Ordinal);
        Assert.Equal(kept, form.Contains(Word, StringComparison.Ordinal));
        Assert.Equal(kept, (await office.As(Staff.Drafter).GetAsync($"/cases/{id}")).Read.Contains($"标题{Word}", StringComparison.Ordinal));
    }

    [Theory(DisplayName = "变更的理由与题名同去留：拟改的密级未定或超过上限的，暂存不留理由")]
    [Requirement("R7.1.2", "R7.4.1")]
    [InlineData(null, null, false)]
    [InlineData("CL-5.1.2", "SC-4-02", false)]
    [InlineData("CL-5.3.2", "SC-4-06", true)]
    public async Task The_reason_of_a_change_goes_with_the_title(string? row, string? group, bool kept)
    {
        var id = await office.ChangeOpenedAsync(CasePurpose.Change);

        Assert.Equal(302, (await office.As(Staff.Drafter).PostAsync($"/cases/{id}/draft", ("determination", "StateSecret"), ("group", group ?? ""), ("row", row ?? ""), ("changeReason", $"理由{Word}"))).Status);

        Assert.Equal(kept, Form(id)!.Contains(Word, StringComparison.Ordinal));
    }

    [Fact(DisplayName = "提前解密的理由按原事项的密级去留：在上限之内的照存")]
    [Requirement("R7.1.2", "R7.4.1")]
    public async Task The_reason_of_an_early_end_goes_by_the_level_of_the_matter()
    {
        var id = await office.ChangeOpenedAsync(CasePurpose.Declassify);

        Assert.Equal(302, (await office.As(Staff.Drafter).PostAsync($"/cases/{id}/draft", ("changeReason", $"理由{Word}"))).Status);

        Assert.Contains(Word, Form(id)!, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "来文密级未定的，暂存不留来文单位、文号和期限的文字")]
    [Requirement("R4.3")]
    public async Task Particulars_of_a_received_item_are_not_kept_before_its_level()
    {
        var id = await office.OpenCaseAsync();

        Assert.Equal(302, (await office.As(Staff.Drafter).PostAsync($"/cases/{id}/draft", ("determination", "StateSecret"), ("group", "SC-4-10"), ("level", $"级别{Word}"), ("originator", $"单位{Word}"), ("sourceNumber", $"文号{Word}"), ("sourceTerm", $"期限{Word}"), ("amount", $"数{Word}"))).Status);

        Assert.DoesNotContain(Word, Form(id)!, StringComparison.Ordinal);
    }

    [Theory(DisplayName = "送审或撤回之后，暂存的内容不再留存")]
    [Requirement("R7.1.2", "R7.7")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Nothing_of_a_draft_stays_behind(bool proposed)
    {
        var id = await office.OpenCaseAsync();
        Assert.Equal(302, (await KeepAsync(id, "CL-5.3.2", "SC-4-06")).Status);

        Assert.Equal(302, (proposed
            ? await office.ProposeAsync(id)
            : await office.As(Staff.Drafter).PostAsync($"/cases/{id}/withdraw", ("carriers", "已交机要室"), ("reason", "不办了"), ("version", $"{office.Version(id)}"))).Status);

        Assert.Null(Form(id));
    }

    [Fact(DisplayName = "暂存与送审同时进行的，送审之后没有暂存内容；两次首次暂存同时进行的，都不出故障")]
    [Requirement("R7.1.2")]
    public async Task An_autosave_never_outlives_the_proposal()
    {
        for (var round = 0; round < 12; round++)
        {
            var id = await office.OpenCaseAsync();
            var first = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => KeepAsync(id, "CL-5.3.2", "SC-4-06")));
            Assert.All(first, a => Assert.Equal(302, a.Status));

            var both = await Task.WhenAll([office.ProposeAsync(id), .. Enumerable.Range(0, 4).Select(_ => KeepAsync(id, "CL-5.3.2", "SC-4-06"))]);

            Assert.Equal(302, both[0].Status);
            Assert.All(both, a => Assert.Contains(a.Status, new[] { 302, 404 }));
            Assert.Null(Form(id));
            office.Clock.Pass(TimeSpan.FromSeconds(20));
        }
    }

    [Fact(DisplayName = "同时打印的发文拟稿签，各有各的次数")]
    [Requirement("R7.1.3")]
    public async Task Every_print_has_its_own_number()
    {
        var id = await office.WaitingAtAsync(Stage.SectionReview);
        var before = office.LastLine();

        var prints = await Task.WhenAll(Enumerable.Range(0, 5).Select(i => office.As(i % 2 == 0 ? Staff.Drafter : Staff.Head).PostAsync($"/cases/{id}/drafting-sheet")));

        Assert.All(prints, p => Assert.Equal(200, p.Status));
        var said = office.Read(s => s.Set<AuditPayload>().AsNoTracking().Where(p => p.Seq > before).ToList()).Select(p => Encoding.UTF8.GetString(p.Content));
        Assert.Equal(Enumerable.Range(1, 5).Select(n => $"{{\"Nth\":{n}}}"), said.Order(StringComparer.Ordinal));
    }

    [Fact(DisplayName = "补记纸质签批的，意见文字不进审计台账")]
    [Requirement("R7.4.1", "R7.8")]
    public async Task No_opinion_goes_into_the_audit_ledger()
    {
        var id = await office.WaitingAtAsync(Stage.Approval);

        Assert.Equal(302, (await office.As(Staff.SecondClerk).PostAsync($"/cases/{id}/paper-approval", ("approver", $"{office.Id(Staff.Leader)}"), ("approvedOn", $"{office.Today:yyyy-MM-dd}"), ("paperOpinion", $"纸上意见{Word}"), ("version", $"{office.Version(id)}"))).Status);

        Assert.Contains(Word, office.Opinions(id).Single(o => o.Step == 4).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(office.Read(s => s.Set<AuditPayload>().AsNoTracking().ToList()), p => Encoding.UTF8.GetString(p.Content).Contains(Word, StringComparison.Ordinal));
    }

    [Fact(DisplayName = "撤回时草稿载体的去向只能从所列三项中选，其他文字指明该栏不收")]
    [Requirement("R7.7")]
    public async Task Carriers_are_accounted_for_by_one_of_three_answers()
    {
        var id = await office.WaitingAtAsync(Stage.SectionReview);
        var before = office.LastLine();

        var answer = await office.As(Staff.Drafter).PostAsync($"/cases/{id}/withdraw", ("carriers", "x"), ("reason", "不办了"), ("version", $"{office.Version(id)}"));

        Assert.Equal(400, answer.Status);
        Assert.Contains("carriers-error", answer.Body, StringComparison.Ordinal);
        Assert.Equal((Stage.SectionReview, before), (office.Case(id).Stage, office.LastLine()));
    }

    private Task<Answer> KeepAsync(int id, string? row, string? group) => office.As(Staff.Drafter).PostAsync(
        $"/cases/{id}/draft",
        [
            ("title", $"标题{Word}"), ("determination", "StateSecret"), ("justification", $"理由{Word}"), ("sendTo", $"主送{Word}"), ("originator", $"单位{Word}"), ("sourceNumber", $"文号{Word}"),
            ("scope", $"p:{office.Id(Staff.Head)}"),
            .. row is null ? Array.Empty<(string, string)>() : [("group", group!), ("row", row), .. Office.Pack.Row(row)!.Conditions.Select(c => ("condition", $"{c}:{Office.Pack.Conditions[c].Options.First(o => o.Holds).Id}"))],
        ]);

    private string? Form(int id) => office.Read(s => s.Set<DraftInput>().AsNoTracking().Where(d => d.CaseId == id && d.Form.Length > 2).Select(d => d.Form).SingleOrDefault());
}

public sealed class DraftsOnSqlite(SqliteOffice office) : DraftTests(office), IClassFixture<SqliteOffice>;

public sealed class DraftsOnPostgres(PostgresOffice office) : DraftTests(office), IClassFixture<PostgresOffice>;
