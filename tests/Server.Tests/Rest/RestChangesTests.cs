using System.Text.Json;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Tests.Running;
using Xunit;

namespace Shoumi.Server.Tests.Rest;

/// <summary>What becomes of a matter after the decision, by programs: by the same handlers as the pages.</summary>
public abstract class RestChangesTests(Office office)
{
    [Fact(DisplayName = "提前解密全由程序办理：立案、五个环节、签收通知、改标回执，结果与在页面上办理的相同")]
    [Requirement("R7.4.1", "R7.5.1", "R6.6.2", "R8.6")]
    public async Task A_matter_is_declassified_by_programs()
    {
        var (_, entry) = await office.RegisteredAsync();
        using var drafter = await office.CallerAsync(Staff.Drafter);
        using var clerk = await office.CallerAsync(Staff.Clerk);
        Assert.Contains($"/api/v1/ledger/{entry}/changes", Offered((await drafter.GetAsync($"/ledger/{entry}")).Json));
        var last = await DoneAsync(drafter, $"/ledger/{entry}/changes", new { purpose = "Declassify" }, 201);
        var id = last.Json.GetProperty("id").GetInt32();
        Assert.Equal($"/api/v1/cases/{id}", last.Headers.Location?.OriginalString);
        Assert.Equal(office.Version(id), Version(last));

        last = await DoneAsync(drafter, $"/cases/{id}/proposal", new { changeReason = "不再需要保密", version = Version(last) });
        foreach (var (who, step) in new[] { (Staff.Head, "section-review"), (Staff.Secretary, "office-review"), (Staff.Leader, "approval") })
        {
            using var reviewer = await office.CallerAsync(who);
            last = await DoneAsync(reviewer, $"/cases/{id}/{step}", new { decision = "Agree", version = Version(last) });
        }

        var notices = (await clerk.GetAsync("/notices?limit=200")).Json.GetProperty("items").EnumerateArray().Where(n => n.GetProperty("caseId").GetInt32() == id).ToList();
        Assert.Equal(office.Notices(id).Select(n => n.Id), notices.Select(n => n.GetProperty("id").GetInt32()).Order());
        Assert.Contains($"/api/v1/cases/{id}/change-entry", Offered((await clerk.GetAsync($"/cases/{id}")).Json));
        last = await DoneAsync(clerk, $"/cases/{id}/change-entry", new { decision = "Agree", remark = "提前解密", version = Version(last) });
        Assert.Equal(office.Version(id), Version(last));
        Assert.Equal(office.After(entry).Id, last.Json.GetProperty("id").GetInt32());
        Assert.Equal(EntryKind.Declassified, office.After(entry).Kind);

        foreach (var notice in notices.Select(n => n.GetProperty("id").GetInt32()))
        {
            Assert.Contains($"/api/v1/notices/{notice}/receipt", Offered(Notice(await clerk.GetAsync($"/cases/{id}"), notice)));
            await DoneAsync(clerk, $"/notices/{notice}/receipt", new { receivedOn = $"{office.Today:yyyy-MM-dd}" });
            Assert.Equal([$"/api/v1/notices/{notice}/remarked"], Offered(Notice(await clerk.GetAsync($"/cases/{id}"), notice)));
            await DoneAsync(clerk, $"/notices/{notice}/remarked", new { });
        }

        Assert.All(office.Notices(id), n => Assert.True(n is { ReceivedOn: not null, RemarkedAt: not null }));
        Assert.DoesNotContain((await clerk.GetAsync("/notices")).Json.GetProperty("items").EnumerateArray(), n => n.GetProperty("caseId").GetInt32() == id);
        Assert.NotNull(office.After(entry).RemarkedOn);
    }

    [Fact(DisplayName = "签收一次、改标回执一次；同一请求重发不再办，换个键再办的告知谁已先办")]
    [Requirement("R8.6")]
    public async Task A_notice_is_signed_for_once()
    {
        var id = await office.EndingAtAsync(Stage.LedgerEntry);
        var notice = office.Notices(id)[0].Id;
        using var clerk = await office.CallerAsync(Staff.Clerk);
        var body = new { receivedOn = $"{office.Today:yyyy-MM-dd}" };
        var early = await clerk.PostAsync($"/notices/{notice}/remarked", new { });
        var first = await clerk.PostAsync($"/notices/{notice}/receipt", body, "one-receipt");
        var before = office.LastLine();

        var again = await clerk.PostAsync($"/notices/{notice}/receipt", body, "one-receipt");
        Assert.Equal(before, office.LastLine());
        var other = await clerk.PostAsync($"/notices/{notice}/receipt", body);

        Assert.Equal(409, early.Status);
        Assert.True(first.Status == 200, first.Body);
        Assert.True(again.Replayed);
        Assert.Equal(first.Body, again.Body);
        Assert.Equal((409, "SYS.CONFLICT"), (other.Status, other.Code));
    }

    [Fact(DisplayName = "到期自行解密的事项，由机要室的程序记改标，记一次")]
    [Requirement("R8.6", "R6.6.1")]
    public async Task What_ran_out_is_recorded_as_re_marked()
    {
        var (_, entry) = await office.RegisteredAsync(id => office.Proposal(id, amount: "1"));
        using (var early = await office.CallerAsync(Staff.Clerk))
        {
            Assert.Equal("MZ.8.6.FIRST", (await early.PostAsync($"/ledger/{entry}/remarked", new { })).Code);
        }

        office.DaysLater(366);
        using var clerk = await office.CallerAsync(Staff.Clerk);
        Assert.Contains($"/api/v1/ledger/{entry}/remarked", Offered((await clerk.GetAsync($"/ledger/{entry}")).Json));

        await DoneAsync(clerk, $"/ledger/{entry}/remarked", new { });

        Assert.Equal(office.Today, office.Entry(entry).RemarkedOn);
        Assert.Equal("MZ.8.6.FIRST", (await clerk.PostAsync($"/ledger/{entry}/remarked", new { })).Code);
    }

    [Theory(DisplayName = "统计由程序取得的数，与页面上的相同；台账管理人与其他人各依其所见")]
    [InlineData(Staff.Clerk)]
    [InlineData(Staff.Drafter)]
    [InlineData(Staff.Stranger)]
    [Requirement("R7.5.1", "R7.1.6")]
    public async Task Figures_are_those_of_the_page(string who)
    {
        await office.RegisteredAsync();
        using var caller = await office.CallerAsync(who);

        var said = await caller.GetAsync($"/statistics?year={office.Today.Year}");
        var page = await office.As(who).GetAsync($"/statistics?year={office.Today.Year}");

        Assert.True(said.Status == 200, said.Body);
        Assert.Equal(["state", "kind", "year", "unit", "origin"], said.Json.GetProperty("tables").EnumerateArray().Select(t => t.GetProperty("id").GetString()!));
        Assert.Equal(office.Today.Year, said.Json.GetProperty("year").GetInt32());
        var shown = string.Concat(page.Plain.Where(c => !char.IsWhiteSpace(c)));
        foreach (var line in said.Json.GetProperty("tables").EnumerateArray().SelectMany(t => t.GetProperty("lines").EnumerateArray()))
        {
            var counts = line.GetProperty("byLevel").EnumerateArray().Select(c => c.GetProperty("count").GetInt32()).ToList();
            Assert.Equal(counts.Sum(), line.GetProperty("total").GetInt32());
            var read = $"{line.GetProperty("label").GetString()}{string.Concat(counts)}{counts.Sum()}";
            Assert.True(shown.Contains(string.Concat(read.Where(c => !char.IsWhiteSpace(c))), StringComparison.Ordinal), $"{read} {shown}");
        }

        Assert.Equal(12, said.Json.GetProperty("annual").GetArrayLength());
        Assert.Equal(who == Staff.Clerk, said.Json.GetProperty("keeper").GetBoolean());
    }

    private static JsonElement Notice(Reply @case, int id) => @case.Json.GetProperty("notices").EnumerateArray().Single(n => n.GetProperty("id").GetInt32() == id);

    private static IEnumerable<string> Offered(JsonElement thing) => thing.GetProperty("mayDo").EnumerateArray().Select(a => a.GetProperty("href").GetString()!);

    private static int Version(Reply answer) => answer.Json.GetProperty("version").GetInt32();

    private static async Task<Reply> DoneAsync(Caller who, string path, object body, int status = 200)
    {
        var answer = await who.PostAsync(path, body);
        Assert.True(answer.Status == status, $"{path}: {answer.Status} {answer.Body}");
        return answer;
    }
}

public sealed class RestChangesOnSqlite(SqliteOffice office) : RestChangesTests(office), IClassFixture<SqliteOffice>;

public sealed class RestChangesOnPostgres(PostgresOffice office) : RestChangesTests(office), IClassFixture<PostgresOffice>;
