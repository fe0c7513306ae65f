using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Tests.Running;
using Xunit;

namespace Shoumi.Server.Tests.Procedure;

/// <summary>A refusal points to what can be done, and by whom; a hint to where current law differs.</summary>
public abstract class RemedyTests(Office office)
{
    [Fact(DisplayName = "不是承办人而要撤回的，告知由本案承办人办理，不说去办任职")]
    [Requirement("R7.7", "R3.1")]
    public async Task Only_the_drafter_withdraws_and_the_others_are_told()
    {
        var id = await office.WaitingAtAsync(Stage.SectionReview);
        var before = office.LastLine();

        var answer = await office.As(Staff.Head).PostAsync($"/cases/{id}/withdraw", ("carriers", "已交机要室"), ("reason", "不办了"), ("version", $"{office.Version(id)}"));

        office.Refused(answer, "MZ.7.1.DRAFTER", before);
        Assert.DoesNotContain("安全保密管理员", answer.Plain, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "来文期限认不出来的，按来文的写法登记，不说填一至十一个月")]
    [Requirement("R4.3", "R3.1")]
    public async Task An_unreadable_received_term_is_to_be_copied_as_it_stands()
    {
        var id = await office.OpenCaseAsync();
        var before = office.LastLine();

        var answer = await office.ProposeAsync(id, proposal:
        [
            ("title", "转来机密文件"), ("determination", nameof(Determination.StateSecret)), ("group", "SC-4-10"), ("level", "机密"), ("sourceTerm", "若干时日"), ("originator", "省民政厅"), ("sourceNumber", "民密〔2026〕3号"),
            ("scope", $"p:{office.Id(Staff.Drafter)}"), ("version", $"{office.Version(id)}"),
        ]);

        office.Refused(answer, "MZ.4.10.TERM", before);
        Assert.Contains("value=\"若干时日\"", answer.Read, StringComparison.Ordinal);
        Assert.DoesNotContain("1至11个月", answer.Plain, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "填写期限时提示：现行法下期限也可以是解密时间或解密条件")]
    [Requirement("R1.1")]
    public async Task Where_a_term_is_entered_current_law_is_pointed_out()
    {
        var id = await office.OpenCaseAsync();

        var entered = await office.As(Staff.Drafter).PostAsync($"/cases/{id}/preview", office.Proposal(id));
        var unforeseeable = await office.As(Staff.Drafter).PostAsync($"/cases/{id}/preview", office.Proposal(id, amount: null));

        Assert.Contains("保密期限也可以写成解密时间或解密条件", entered.Read, StringComparison.Ordinal);
        Assert.DoesNotContain("保密期限也可以写成解密时间或解密条件", unforeseeable.Read, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "下一环节没有可以办理的人的，写明代码、岗位和怎么补")]
    [Requirement("R7.9", "R3.1")]
    public async Task A_vacant_step_names_its_post_and_the_remedy()
    {
        var id = await office.OpenCaseAsync(Staff.OtherHead);
        Assert.Equal(302, (await office.ProposeAsync(id, Staff.OtherHead, office.Proposal(id, people: [Staff.OtherHead]))).Status);

        // The only head of that unit has drafted, and so cannot review.
        var page = (await office.As(Staff.OtherHead).GetAsync($"/cases/{id}")).Plain;

        Assert.Contains("MZ.7.VACANT", page, StringComparison.Ordinal);
        Assert.Contains("下一环节没有可以办理的人：处室负责人（秘密）", page, StringComparison.Ordinal);
    }
}

public sealed class RemediesOnSqlite(SqliteOffice office) : RemedyTests(office), IClassFixture<SqliteOffice>;

public sealed class RemediesOnPostgres(PostgresOffice office) : RemedyTests(office), IClassFixture<PostgresOffice>;
