using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shoumi.Documents.Reading;
using Shoumi.Rules;
using Shoumi.Rules.Marking;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Tests.Running;
using Xunit;

namespace Shoumi.Server.Tests.Procedure;

/// <summary>The acceptance scenarios of the procedure, over HTTP, from the draft to the declassification.</summary>
public abstract class AcceptanceTests(Office office)
{
    [Fact(DisplayName = "安置计划拟定秘密十一年，超过上限，不予提交，并告知最长十年")]
    [Requirement("R6.1.1", "R3.1")]
    public async Task Eleven_years_are_refused_with_the_remedy()
    {
        var id = await office.OpenCaseAsync();
        var before = office.LastLine();

        var answer = await office.ProposeAsync(id, proposal: office.Proposal(id, amount: "11"));

        office.Refused(answer, "MZ.6.1", before);
        Assert.Contains("10年", answer.Read, StringComparison.Ordinal);
        Assert.Contains("value=\"11\"", answer.Body, StringComparison.Ordinal);
        Assert.Equal(Stage.Draft, office.Case(id).Stage);
    }

    [Theory(DisplayName = "五步办完、记入台账之后才给标志文件，首页左上角为秘密★10年，未记入前不予印发；DOCX、PDF 一样")]
    [InlineData("mrered__out.docx", "wordprocessingml")]
    [InlineData("govdoccn__397.pdf", "application/pdf")]
    [Requirement("R7.1.1", "R7.2.1", "R7.3.1", "R7.4.1", "R7.5.1", "R7.5.2", "R8.1.1", "R8.3.1")]
    public async Task A_real_document_goes_through_the_five_steps_and_comes_back_marked(string name, string type)
    {
        var document = File.ReadAllBytes(Path.Combine(Papers.Root, "gongwen", name));
        var id = await office.OpenCaseAsync(document);
        Assert.Equal(302, (await office.ProposeAsync(id)).Status);
        Assert.Equal(302, (await office.DecideAsync(id, Staff.Head, "section-review")).Status);
        Assert.Equal(302, (await office.DecideAsync(id, Staff.Secretary, "office-review")).Status);
        Assert.Equal(302, (await office.DecideAsync(id, Staff.Leader, "approval")).Status);
        var before = office.LastLine();

        office.Refused(await office.As(Staff.Clerk).PostFileAsync($"/cases/{id}/marked-document", document), "MZ.7.5.FIRST", before);
        Assert.Equal(302, (await office.EnterAsync(id)).Status);
        var marked = await office.As(Staff.Clerk).PostFileAsync($"/cases/{id}/marked-document", document);

        Assert.True(marked.Status == 200, Cases.Told(marked));
        Assert.Contains(type, marked.ContentType, StringComparison.Ordinal);
        Assert.True(MarkCheck.Verify(marked.Bytes, new ClassificationMark(Level.Confidential, Term.Years(10)), Placement.UpperLeft).Ok);
        Assert.Equal(Act.IssueMarkedDocument, office.Line(office.LastLine()).Act);
        var page = await office.As(Staff.Clerk).GetAsync("/ledger");
        Assert.Contains(Cases.Plan, page.Read, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "分管局领导先于局办公室文秘审批的，不合五步次序，不予办理")]
    [Requirement("R7.1.1", "R7.9")]
    public async Task The_leader_does_not_approve_before_the_secretary()
    {
        var id = await office.WaitingAtAsync(Stage.OfficeReview);
        var before = office.LastLine();

        office.Refused(await office.DecideAsync(id, Staff.Leader, "approval"), "MZ.7.ORDER", before);

        Assert.Equal(Stage.OfficeReview, office.Case(id).Stage);
    }

    [Fact(DisplayName = "内部资料不是国家秘密，签发后不记台账，要求标★的不予办理")]
    [Requirement("R8.3.3", "R2.3", "R7.1.5")]
    public async Task Internal_material_gets_no_star()
    {
        var document = Papers.Official;
        var id = await office.OpenCaseAsync(document);
        Assert.Equal(302, (await office.ProposeAsync(id, proposal: [("title", "值班表"), ("determination", nameof(Determination.Internal)), ("whyNot", "日常值班安排，不涉及国家秘密"), ("scope", $"p:{office.Id(Staff.Clerk)}"), ("version", $"{office.Version(id)}")])).Status);
        Assert.Equal(302, (await office.DecideAsync(id, Staff.Head, "section-review")).Status);
        Assert.Equal(302, (await office.DecideAsync(id, Staff.Secretary, "office-review")).Status);
        Assert.Equal(302, (await office.DecideAsync(id, Staff.Leader, "approval")).Status);
        Assert.Equal(Stage.NotSecret, office.Case(id).Stage);
        var before = office.LastLine();

        office.Refused(await office.As(Staff.Clerk).PostFileAsync($"/cases/{id}/marked-document", document), "MZ.8.3.NOT", before);

        Assert.False(office.Read(s => s.EntriesForTheClock().Any(e => e.CaseId == id)));
    }
}

public sealed class AcceptanceOnSqlite(SqliteOffice office) : AcceptanceTests(office), IClassFixture<SqliteOffice>;

public sealed class AcceptanceOnPostgres(PostgresOffice office) : AcceptanceTests(office), IClassFixture<PostgresOffice>;
