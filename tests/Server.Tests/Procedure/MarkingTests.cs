using Shoumi.Documents.Reading;
using Shoumi.Documents.Tests;
using Shoumi.Rules;
using Shoumi.Rules.Marking;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Storage;
using Shoumi.Server.Tests.Running;
using Xunit;

namespace Shoumi.Server.Tests.Procedure;

/// <summary>A document that is not marked is refused by article 8: on the page with code, article and remedy, and in the audit ledger without a word of it.</summary>
public abstract class MarkingTests(Office office)
{
    private const string Mark = "秘密★10年";

    public static TheoryData<string, string> Refusals() => new()
    {
        { "另有标志", "MZ.8.3 DOC.MARKED" },
        { "后页页眉另有标志", "MZ.8.3 DOC.MARKED" },
        { "标志在右上角", "MZ.8.1 DOC.MARKED" },
        { "图表标志不在标题处", "MZ.8.2 DOC.MARKED" },
        { "有签名", "DOC.SIGNED" },
        { "限制编辑", "DOC.PROTECTED" },
        { "左上角放不下", "DOC.PLACE" },
        { "纯文本", "DOC.FORMAT" },
    };

    private static readonly Dictionary<string, byte[]> Files = new()
    {
        ["另有标志"] = new MadeDocx { Body = MadeDocx.P("绝密★30年") + MadeDocx.P("正文") }.Bytes(),
        ["后页页眉另有标志"] = new MadeDocx { Section = new MadeDocx().Section + "<w:titlePg/>", Headers = { ["default"] = MadeDocx.P("绝密★30年") } }.Bytes(),
        ["标志在右上角"] = new MadeDocx { Headers = { ["default"] = MadeDocx.P(Mark, "<w:jc w:val=\"right\"/>") } }.Bytes(),
        ["图表标志不在标题处"] = new MadeDocx { Body = MadeDocx.Table(Mark) + MadeDocx.P("区划图") + MadeDocx.P("说明") }.Bytes(),
        ["有签名"] = new MadeDocx { Extra = { ["_xmlsignatures/sig1.xml"] = "<s/>" } }.Bytes(),
        ["限制编辑"] = new MadeDocx { Settings = "<w:documentProtection w:edit=\"readOnly\" w:enforcement=\"1\"/>" }.Bytes(),
        ["左上角放不下"] = new MadeDocx { Body = $"<w:p>{MadeDocx.TextBox(0, 0, 210, 297, "封面")}</w:p>" }.Bytes(),
        ["纯文本"] = "正文"u8.ToArray(),
    };

    private static readonly byte[] Tracked = new MadeDocx { Body = "<w:p><w:r><w:t>留下的</w:t></w:r><w:del w:id=\"2\"><w:r><w:delText>删去的</w:delText></w:r></w:del></w:p>" }.Bytes();

    [Theory(DisplayName = "标志缺少、错位、不符或者加不上的，依第八条不予印发：就地说明条款、原因和出路，记入审计台账")]
    [MemberData(nameof(Refusals))]
    [Requirement("R8.1.1", "R8.2.1", "R8.3.2", "R3.1")]
    public async Task What_cannot_be_marked_is_refused_by_article_8(string file, string codes)
    {
        var chart = codes.StartsWith("MZ.8.2", StringComparison.Ordinal);
        var id = await RegisteredAsync(Files[file], chart ? DocumentKind.Chart : DocumentKind.Written);
        var before = office.LastLine();

        var answer = await office.As(Staff.Clerk).PostFileAsync($"/cases/{id}/marked-document", Files[file]);

        Assert.True(answer.Status == 409, $"{answer.Status}: {Cases.Told(answer)}");
        AssertInTheCard(answer, codes, "marked-document");
        AssertRecorded(before, codes, Act.IssueMarkedDocument);
        if (codes.StartsWith("MZ.8.3", StringComparison.Ordinal))
        {
            Assert.Contains("绝密★30年", answer.Read, StringComparison.Ordinal);
            Assert.Contains("第八条（三）项", answer.Read, StringComparison.Ordinal);
        }
    }

    [Fact(DisplayName = "有未处理修订的文稿，开案、换稿都不收，告知先接受或拒绝全部修订")]
    [Requirement("R7.1.1", "R8.1.1")]
    public async Task A_draft_with_tracked_changes_is_not_taken()
    {
        var id = await office.OpenCaseAsync(Papers.Official);
        var (cases, hash) = (office.Read(s => s.Set<ClassificationCase>().Count()), office.Case(id).FileHash);

        var before = office.LastLine();
        var opening = await office.As(Staff.Drafter).PostFileAsync("/cases", Tracked, ("kind", nameof(DocumentKind.Written)));
        Assert.Equal(409, opening.Status);
        Assert.Contains("接受或拒绝全部修订", opening.Read, StringComparison.Ordinal);
        AssertRecorded(before, "DOC.TRACKED", Act.OpenCase);

        before = office.LastLine();
        var replacing = await office.As(Staff.Drafter).PostFileAsync($"/cases/{id}/file", Tracked, ("version", $"{office.Version(id)}"));
        Assert.Equal(409, replacing.Status);
        AssertInTheCard(replacing, "DOC.TRACKED", "file");
        AssertRecorded(before, "DOC.TRACKED", Act.ReplaceDraft);
        Assert.Equal((cases, hash), (office.Read(s => s.Set<ClassificationCase>().Count()), office.Case(id).FileHash));
    }

    [Fact(DisplayName = "加密、损坏的文稿不收，也记入审计台账")]
    [Requirement("R7.1.1")]
    public async Task An_unreadable_draft_is_not_taken()
    {
        var encrypted = Directory.GetFiles(Path.Combine(Papers.Root, "encrypted")).Order(StringComparer.Ordinal).First(f => f.EndsWith(".docx", StringComparison.Ordinal));
        foreach (var (file, code) in new[] { (await File.ReadAllBytesAsync(encrypted), "DOC.ENCRYPTED"), (Papers.Official[..2000], "DOC.MALFORMED") })
        {
            var before = office.LastLine();
            var answer = await office.As(Staff.Drafter).PostFileAsync("/cases", file, ("kind", nameof(DocumentKind.Written)));
            Assert.Equal(409, answer.Status);
            Assert.Contains($"data-refusal=\"{code}\"", answer.Body, StringComparison.Ordinal);
            AssertRecorded(before, code, Act.OpenCase);
        }
    }

    [Fact(DisplayName = "已解密的事项不再加标志，不交出文件")]
    [Requirement("R8.3.3", "R6.6.1")]
    public async Task What_is_declassified_gets_no_mark()
    {
        var file = new MadeDocx().Bytes();
        var id = await RegisteredAsync(file, DocumentKind.Written, amount: "1");
        Assert.Equal(200, (await office.As(Staff.Clerk).PostFileAsync($"/cases/{id}/marked-document", file)).Status);
        office.Clock.Pass(TimeSpan.FromDays(366));
        var before = office.LastLine();

        var answer = await office.As(Staff.Clerk).PostFileAsync($"/cases/{id}/marked-document", file);

        office.Refused(answer, "MZ.8.3.FREE", before);
        AssertInTheCard(answer, "MZ.8.3.FREE", "remarked-document");
    }

    [Fact(DisplayName = "规定位置已有同样标志的，原样交出，并在下一页告知")]
    [Requirement("R8.1.1")]
    public async Task A_mark_already_in_its_place_is_kept()
    {
        var file = new MadeDocx { Body = MadeDocx.Table(Mark) + MadeDocx.P("正文") }.Bytes();
        var id = await RegisteredAsync(file, DocumentKind.Written);

        var answer = await office.As(Staff.Clerk).PostFileAsync($"/cases/{id}/marked-document", file);

        Assert.Equal(200, answer.Status);
        Assert.Equal(file, answer.Bytes);
        Assert.Contains("文件未改动", (await office.As(Staff.Clerk).GetAsync($"/cases/{id}")).Read, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "早先收下的有修订文稿，标注时也不交出")]
    [Requirement("R7.1.1", "R8.1.1")]
    public async Task Tracked_changes_that_came_in_otherwise_are_not_issued()
    {
        var id = await office.OpenCaseAsync(Papers.Official);
        await office.DoAsync(async scope =>
        {
            var desk = await Office.DeskAsync(scope, Staff.Drafter);
            var @case = await desk.Store.Set<ClassificationCase>().FindAsync(id);
            await desk.EndAsync(Act.OpenCase, Ruling.Yes, () => @case!.Reference, () => @case!.Present(Features.Procedure.Opening.Fingerprint(Tracked), "docx"));
        });
        await RegisterAsync(id, "10");
        var before = office.LastLine();

        var answer = await office.As(Staff.Clerk).PostFileAsync($"/cases/{id}/marked-document", Tracked);

        Assert.Equal(409, answer.Status);
        AssertInTheCard(answer, "DOC.TRACKED", "marked-document");
        AssertRecorded(before, "DOC.TRACKED", Act.IssueMarkedDocument);
    }

    [Fact(DisplayName = "左上角没有空处的：拟稿时即告知哪里有空处，标注时就地选定一处，标上并记入审计台账；左上角有空处的不得另选")]
    [Requirement("R8.1.1")]
    public async Task The_place_is_asked_for_where_the_usual_one_has_no_room()
    {
        var full = new MadeDocx { Body = $"<w:p>{MadeDocx.TextBox(0, 0, 105, 60, "收文章")}</w:p>" + MadeDocx.P("正文") }.Bytes();
        var id = await office.OpenCaseAsync(full);
        Assert.Contains("有空处的是：右上角", (await office.As(Staff.Drafter).GetAsync($"/cases/{id}")).Read, StringComparison.Ordinal);
        await RegisterAsync(id, "10");
        Assert.DoesNotContain("name=\"placement\"", (await office.As(Staff.Clerk).GetAsync($"/cases/{id}")).Body, StringComparison.Ordinal);
        var before = office.LastLine();

        var asked = await office.As(Staff.Clerk).PostFileAsync($"/cases/{id}/marked-document", full);

        Assert.Equal(409, asked.Status);
        AssertInTheCard(asked, "DOC.PLACE", "marked-document");
        AssertRecorded(before, "DOC.PLACE", Act.IssueMarkedDocument);
        Assert.Contains("有空处的是：右上角", Words(asked), StringComparison.Ordinal);
        Assert.Contains("value=\"UpperRight\" checked", asked.Body, StringComparison.Ordinal);

        var marked = await office.As(Staff.Clerk).PostFileAsync($"/cases/{id}/marked-document", full, ("placement", nameof(Placement.UpperRight)));

        Assert.True(marked.Status == 200, $"{marked.Status}: {Cases.Told(marked)}");
        Assert.True(MarkCheck.Verify(marked.Bytes, new(Level.Confidential, Term.Years(10)), Placement.UpperRight).Ok);
        var said = System.Text.Encoding.UTF8.GetString(office.Read(s => s.Set<AuditPayload>().Single(p => p.Seq == before + 2)).Content);
        Assert.Contains("\"Placement\":\"UpperRight\"", said, StringComparison.Ordinal);
    }

    [Theory(DisplayName = "规定的位置有空处的，标在别处不予办理；一处空处也没有的，说明白并告知办法")]
    [InlineData(false, "MZ.8.1", "应为左上角")]
    [InlineData(true, "DOC.PLACE", "首页别处也没有空处")]
    [Requirement("R8.1.1")]
    public async Task Another_place_is_no_matter_of_taste(bool covered, string code, string said)
    {
        var file = covered ? new MadeDocx { Body = $"<w:p>{MadeDocx.TextBox(0, 0, 210, 297, "封面")}</w:p>" }.Bytes() : new MadeDocx().Bytes();
        var id = await RegisteredAsync(file, DocumentKind.Written);
        var before = office.LastLine();

        var answer = await office.As(Staff.Clerk).PostFileAsync($"/cases/{id}/marked-document", file, ("placement", nameof(Placement.UpperRight)));

        Assert.Equal(409, answer.Status);
        AssertInTheCard(answer, code, "marked-document");
        AssertRecorded(before, code, Act.IssueMarkedDocument);
        Assert.Contains(said, Words(answer), StringComparison.Ordinal);
    }

    private static string Words(Answer answer) => string.Concat(answer.Plain.Where(c => !char.IsWhiteSpace(c)));

    private async Task<int> RegisteredAsync(byte[] document, DocumentKind kind, string amount = "10")
    {
        var opened = await office.As(Staff.Drafter).PostFileAsync("/cases", document, ("kind", $"{kind}"));
        Assert.True(opened.Status == 302, $"{opened.Status}: {Cases.Told(opened)}");
        var id = int.Parse(opened.Location!.Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture);
        await RegisterAsync(id, amount);
        return id;
    }

    private async Task RegisterAsync(int id, string amount)
    {
        foreach (var step in (Func<Task<Answer>>[])
                 [
                     () => office.ProposeAsync(id, proposal: office.Proposal(id, amount: amount)),
                     () => office.DecideAsync(id, Staff.Head, "section-review"),
                     () => office.DecideAsync(id, Staff.Secretary, "office-review"),
                     () => office.DecideAsync(id, Staff.Leader, "approval"),
                     () => office.EnterAsync(id),
                 ])
        {
            var answer = await step();
            Assert.True(answer.Status == 302, $"{answer.Status}: {Cases.Told(answer)}");
        }
    }

    /// <summary>Every code stands inside the form that asked for the file, with its clause.</summary>
    private static void AssertInTheCard(Answer answer, string codes, string form)
    {
        var start = answer.Body.IndexOf($"/{form}\"", StringComparison.Ordinal);
        var card = answer.Body[start..answer.Body.IndexOf("</form>", start, StringComparison.Ordinal)];
        Assert.All(codes.Split(' '), c => Assert.Contains($"data-refusal=\"{c}\"", card, StringComparison.Ordinal));
        Assert.DoesNotContain("data-refusal", answer.Body.Remove(start, card.Length), StringComparison.Ordinal);
    }

    /// <summary>One line: the codes, and neither a word nor the name of the document.</summary>
    private void AssertRecorded(long before, string codes, Act act)
    {
        Assert.Equal(before + 1, office.LastLine());
        var line = office.Line(before + 1);
        Assert.Equal((3, codes, act), (line.Outcome, line.Codes, line.Act));
        var written = System.Text.Encoding.UTF8.GetString(line.Canonical);
        Assert.Contains("\"payload\":\"\"", written, StringComparison.Ordinal);
        Assert.DoesNotContain("文稿", written, StringComparison.Ordinal);
        Assert.DoesNotContain("★", written, StringComparison.Ordinal);
    }
}

public sealed class MarkingOnSqlite(SqliteOffice office) : MarkingTests(office), IClassFixture<SqliteOffice>;

public sealed class MarkingOnPostgres(PostgresOffice office) : MarkingTests(office), IClassFixture<PostgresOffice>;
