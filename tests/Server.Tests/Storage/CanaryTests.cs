using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Tests.Running;
using Xunit;

namespace Shoumi.Server.Tests.Storage;

/// <summary>
/// Register-only, proven on the server as an office runs it: canaries in titles above the ceiling, in documents and in what is typed before
/// the level is known, and then a search through everything that process has left behind.
/// </summary>
public abstract class CanaryTests(Office office)
{
    private readonly string title = Traces.Canary("title"), body = Traces.Canary("body"), file = Traces.Canary("file"), early = Traces.Canary("early"), broken = Traces.Canary("broken");
    private readonly string control = Traces.Canary("control");

    [Fact(DisplayName = "高于本系统最高密级的题名、文稿内容、密级未定时所填字句，数据库、数据目录、日志、临时目录里一处也没有；不高于的题名照存")]
    [Requirement("R4.3", "R7.1.6")]
    public async Task Nothing_above_the_ceiling_and_no_content_is_left_behind()
    {
        var temp = Directory.CreateTempSubdirectory("shoumi-canary-");
        List<string> written = [];
        using var watch = new FileSystemWatcher(temp.FullName) { IncludeSubdirectories = true, InternalBufferSize = 65536 };
        watch.Created += (_, e) =>
        {
            lock (written)
            {
                written.Add(e.Name!);
            }
        };
        watch.EnableRaisingEvents = true;
        try
        {
            await using var server = await ServerProcess.StartAsync(office, temp.FullName);
            office.MoveTo(server.Address);
            await HandleAsync();
            await office.RegisteredAsync(id => office.Proposal(id, title: control));
            // Closing a database file from a second process that has it open would take the first one's locks away: only the server keeps it open now.
            await office.CloseAsync();
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();

            List<(string Where, byte[] Bytes)> left = [.. Traces.OfFolder(office.Folder), .. Traces.OfFolder(temp.FullName), ("log", Encoding.UTF8.GetBytes(server.Said))];
            if (office.Connection is { } connection)
            {
                await foreach (var rows in Traces.OfPostgres(connection))
                {
                    left.Add(rows);
                }
            }

            string Places(string canary) => string.Join(' ', left.Where(l => Traces.Contain(l.Bytes, canary)).Select(l => l.Where).Distinct());
            Searched(left);
            Assert.NotEqual("", Places(control));
            // The runtime's own socket and pipes show that this was the temp folder.
            Assert.NotEmpty(written);
            Assert.Multiple(
                () => Assert.All(new[] { title, body, file, early, broken }, canary => Assert.Equal("", Places(canary))),
                // Also what was there for a moment only: nothing is ever spooled.
                () => Assert.All(written, name => Assert.Matches("^(dotnet-diagnostic-|clr-debug-pipe-)", name)));
        }
        finally
        {
            temp.Delete(recursive: true);
        }
    }

    [Theory(DisplayName = "查找本身可靠：各种写法都找得到")]
    [Requirement("R4.3")]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("hex")]
    [InlineData("base64")]
    public void The_search_finds_every_spelling(string spelling)
    {
        for (var before = 0; before < 3; before++)
        {
            var text = new string('前', before) + new string('x', before) + title + "后";
            var bytes = spelling switch
            {
                "utf-8" => Encoding.UTF8.GetBytes(text),
                "utf-16" => Encoding.Unicode.GetBytes(text),
                "hex" => Encoding.ASCII.GetBytes(Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text))),
                _ => Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes(text))),
            };
            Assert.True(Traces.Contain(bytes, title));
            Assert.False(Traces.Contain(bytes, control));
        }
    }

    /// <summary>A matter above the ceiling, through all five steps and out again, with everything that can go wrong on the way.</summary>
    private async Task HandleAsync()
    {
        var document = Papers.Saying(body);
        Assert.True(document.Length > 65536 && Traces.Contain(document, body));
        var drafter = office.As(Staff.Drafter);
        drafter.FileName = office.As(Staff.Clerk).FileName = $"{file}.docx";
        Assert.Equal(409, (await drafter.PostFileAsync("/cases", Malformed(), ("kind", nameof(DocumentKind.Written)))).Status);
        var id = await office.OpenCaseAsync(document);
        Assert.Equal(302, (await drafter.PostFileAsync($"/cases/{id}/file", document, ("version", $"{office.Version(id)}"))).Status);
        await DraftAsync(drafter, id);
        Assert.Equal(302, (await office.ProposeAsync(id, proposal: Secretly(id))).Status);
        Assert.Equal(302, (await office.DecideAsync(id, Staff.Head, "section-review", Decision.Amend, "期限改为八年", Secretly(id, amount: "8"))).Status);
        Assert.Equal(302, (await office.DecideAsync(id, Staff.Secretary, "office-review")).Status);
        Assert.Equal(302, (await office.DecideAsync(id, Staff.Leader, "approval")).Status);
        Assert.Equal(302, (await office.EnterAsync(id)).Status);
        await OutAsync(id, document);
        await RefusedAsync(drafter, id, document);
    }

    /// <summary>Kept as a draft before the level is known and after, refused, and proposed with a field that is wrong.</summary>
    private async Task DraftAsync(Visitor drafter, int id)
    {
        Assert.Equal(302, (await drafter.PostAsync($"/cases/{id}/draft", ("title", title), ("justification", early))).Status);
        Assert.Equal(302, (await drafter.PostAsync($"/cases/{id}/draft", ("title", title), ("determination", nameof(Determination.StateSecret)), ("justification", early))).Status);
        Assert.Equal(302, (await drafter.PostAsync($"/cases/{id}/draft", Secretly(id))).Status);
        var again = await drafter.GetAsync($"/cases/{id}");
        Assert.True(again is { Status: 200 } && again.Body.Contains("CL-5.2.1", StringComparison.Ordinal) && !again.Body.Contains(title, StringComparison.Ordinal), "The draft is kept, its title is not");
        Assert.Equal(200, (await drafter.PostAsync($"/cases/{id}/preview", Secretly(id))).Status);
        Assert.Equal(409, (await office.ProposeAsync(id, proposal: Secretly(id, amount: "21"))).Status);
        Assert.Equal(400, (await office.ProposeAsync(id, proposal: [.. Secretly(id).Where(f => f.Name != "copies"), ("copies", title)])).Status);
    }

    /// <summary>Marked, printed, looked for, exported, and a title brought in by way of a correction.</summary>
    private async Task OutAsync(int id, byte[] document)
    {
        var clerk = office.As(Staff.Clerk);
        Assert.Equal(409, (await clerk.PostFileAsync($"/cases/{id}/marked-document", Malformed())).Status);
        var marked = await clerk.PostFileAsync($"/cases/{id}/marked-document", document);
        Assert.True(marked.Status == 200, Cases.Told(marked));
        Assert.Equal(200, (await clerk.PostAsync($"/cases/{id}/drafting-sheet")).Status);
        Assert.Equal(200, (await clerk.GetAsync($"/ledger?q={title}")).Status);
        Assert.Equal(200, (await clerk.PostAsync($"/ledger/export?q={title}")).Status);
        Assert.Equal(200, (await clerk.PostAsync("/ledger/export")).Status);
        var entry = office.Read(s => s.EntriesForTheClock().AsNoTracking().Single(e => e.CaseId == id));
        Assert.Equal((Level.Secret, null), (entry.Level, entry.Title));
        Assert.Equal(409, (await clerk.PostAsync($"/ledger/{entry.Id}/corrections", ("field", "Title"), ("becomes", title), ("reason", "补填题名"))).Status);
    }

    /// <summary>Bodies that are broken off, too large for their page, or sent by somebody who may not.</summary>
    private async Task RefusedAsync(Visitor drafter, int id, byte[] document)
    {
        var halved = new ByteArrayContent([.. Encoding.UTF8.GetBytes("--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.docx\"\r\n\r\n"), .. document]);
        halved.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=cut");
        Assert.Equal(400, (await drafter.SendAsync("/cases", halved)).Status);
        Assert.Equal(413, (await drafter.PostFileAsync($"/cases/{id}/propose", [.. document, .. document, .. document])).Status);
        Assert.Equal(409, (await drafter.PostFileAsync($"/cases/{id}/marked-document", document)).Status);
        Assert.Equal(404, (await office.As(Staff.Stranger).PostAsync($"/cases/{id}/propose", Secretly(id))).Status);
    }

    /// <summary>Begins as a package and is none; over 64 KB.</summary>
    private byte[] Malformed() => [.. Papers.Official.AsSpan(0, 2000), .. Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(broken, 2500))), .. RandomNumberGenerator.GetBytes(100)];

    /// <summary>A proposal of 机密, one level above what this office's system may hold.</summary>
    private (string Name, string Value)[] Secretly(int id, string amount = "10") => office.Proposal(id, title: title, row: "CL-5.2.1", group: "SC-4-04", amount: amount);

    /// <summary>That the search went where something would have been left.</summary>
    protected abstract void Searched(IEnumerable<(string Where, byte[] Bytes)> left);
}

/// <summary>Nothing above 秘密 is stored. Its clock begins now, as the server's own process has the machine's.</summary>
public abstract class CanaryOffice : Office
{
    protected CanaryOffice(DatabaseKind kind)
        : base(kind) => Clock.Jump(DateTimeOffset.UtcNow - Clock.GetUtcNow());

    protected override Level Ceiling => Level.Confidential;
}

public sealed class CanarySqliteOffice() : CanaryOffice(DatabaseKind.Sqlite);

public sealed class CanaryPostgresOffice() : CanaryOffice(DatabaseKind.Postgres);

public sealed class CanaryOnSqlite(CanarySqliteOffice office) : CanaryTests(office), IClassFixture<CanarySqliteOffice>
{
    protected override void Searched(IEnumerable<(string Where, byte[] Bytes)> left) =>
        Assert.Equal(["shoumi.db", "shoumi.db-shm", "shoumi.db-wal"], left.Select(l => Path.GetFileName(l.Where)).Where(n => n.StartsWith("shoumi", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
}

public sealed class CanaryOnPostgres(CanaryPostgresOffice office) : CanaryTests(office), IClassFixture<CanaryPostgresOffice>
{
    protected override void Searched(IEnumerable<(string Where, byte[] Bytes)> left) =>
        Assert.Superset(new HashSet<string> { "classification_case", "opinion", "ledger_entry", "audit_entry", "audit_payload", "pages" }, left.Select(l => l.Where).ToHashSet());
}
