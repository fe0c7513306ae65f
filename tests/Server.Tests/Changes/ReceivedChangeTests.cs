using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Tests.Running;
using Xunit;
using static Shoumi.Server.Tests.Running.Changing;

namespace Shoumi.Server.Tests.Changes;

/// <summary>A received matter stays its originator's: changed on its notice only, as what it came as, counted from its own first day.</summary>
public abstract class ReceivedChangeTests(Office office)
{
    [Fact(DisplayName = "来文只标密级、未标期限的，期限按默认管理，变更仍须原定密单位的通知")]
    [Requirement("R4.3", "R6.4.1")]
    public async Task A_bare_mark_is_its_originators_too()
    {
        var (_, entry) = await office.RegisteredAsync(id => Received(id, term: ""));
        Assert.Equal(TermOrigin.Default, office.Entry(entry).Origin);
        Assert.Contains("noticeNumber", (await office.As(Staff.Drafter).GetAsync($"/ledger/{entry}")).Body, StringComparison.Ordinal);
        foreach (var purpose in new[] { "Change", "Declassify" })
        {
            var before = office.LastLine();
            office.Refused(await office.As(Staff.Drafter).PostAsync($"/ledger/{entry}/changes", ("purpose", purpose)), "MZ.4.10.NOTICE", before);
        }

        await office.ChangeAsync(entry, CasePurpose.Change, notice: "省民密9号");
    }

    [Fact(DisplayName = "变更来文定密的事项，起算日、来文机关照旧，不因变更移动；也不能改成自己确定的事项")]
    [Requirement("R4.3", "R7.4.1", "R6.6.1")]
    public async Task The_first_day_and_the_originator_stay()
    {
        var (matter, entry) = await office.RegisteredAsync(id => Received(id, term: "5年"));
        var change = await office.ChangeAsync(entry, CasePurpose.Change, notice: "省民密9号");
        var before = office.LastLine();
        office.Refused(await office.As(Staff.Drafter).PostAsync($"/cases/{change}/propose", office.Proposal(change, amount: "8", more: ("changeReason", "自定"))), "MZ.7.1.OPINION", before);

        await office.ApprovedAsync(change, [.. Received(change, term: "3年", issuedOn: "2026-02-20", originator: "别的机关"), ("changeReason", "原定密单位通知缩短")]);
        await DoneAsync(office.EnterChangeAsync(change));

        var (first, now) = (new DateOnly(2026, 1, 5), office.After(entry));
        Assert.Equal(("秘密★3年", first, first.AddYears(3)), (now.Mark, now.ClassifiedOn, now.LastProtectedDay));
        Assert.Equal(("省民政厅", first), (office.Case(matter).Current!.Source!.Originator, office.Case(matter).Current!.Source!.IssuedOn));
        before = office.LastLine();
        office.Refused(await office.As(Staff.Drafter).PostAsync($"/ledger/{now.Id}/changes", ("purpose", "Declassify")), "MZ.4.10.NOTICE", before);
    }

    [Fact(DisplayName = "自行确定的事项不能借变更改作来文定密")]
    [Requirement("R4.3", "R7.4.1")]
    public async Task What_was_determined_here_stays_so()
    {
        var (_, entry) = await office.RegisteredAsync();
        var change = await office.ChangeAsync(entry, CasePurpose.Change);
        var before = office.LastLine();
        office.Refused(await office.As(Staff.Drafter).PostAsync($"/cases/{change}/propose", [.. Received(change, term: "长期", issuedOn: $"{office.Today:yyyy-MM-dd}"), ("changeReason", "改作来文")]), "MZ.7.CHANGE", before);
    }

    private (string, string)[] Received(int id, string term, string issuedOn = "2026-01-05", string originator = "省民政厅") =>
    [
        ("title", "省厅来文"), ("determination", "StateSecret"), ("group", "SC-4-10"), ("level", "秘密"), ("sourceTerm", term), ("originator", originator), ("sourceNumber", "省民密3号"), ("issuedOn", issuedOn),
        .. new[] { Staff.Drafter, Staff.Head, Staff.Secretary, Staff.Leader, Staff.Clerk }.Select(p => ("scope", $"p:{office.Id(p)}")), ("copies", "1"), ("version", $"{office.Version(id)}"),
    ];
}

public sealed class ReceivedChangeOnSqlite(SqliteOffice office) : ReceivedChangeTests(office), IClassFixture<SqliteOffice>;

public sealed class ReceivedChangeOnPostgres(PostgresOffice office) : ReceivedChangeTests(office), IClassFixture<PostgresOffice>;
