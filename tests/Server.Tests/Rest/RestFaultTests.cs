using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Storage;
using Shoumi.Server.Tests.Running;
using Shoumi.Server.Tests.Storage;
using Xunit;

namespace Shoumi.Server.Tests.Rest;

/// <summary>An act asked for by a program whose writing fails: neither the act nor its key is there, and the same request does it later.</summary>
public abstract class RestFaultTests(Office office)
{
    [Fact(DisplayName = "程序办理中任何一次写入失败，事和键都没有留下，答复只有故障号；同一请求再发即成，只成一次")]
    [Requirement("R7.5.1")]
    public async Task Act_and_key_stand_or_fall_together()
    {
        var failing = office.Services.GetRequiredService<FailingWrites>();
        var id = await office.WaitingAtAsync(Stage.LedgerEntry);
        using var clerk = await office.CallerAsync(Staff.Clerk);
        await clerk.GetAsync("/me");
        var body = new { decision = "Agree", carrierForm = "纸质", copies = 6, remark = "夹带在请求里的字句", version = office.Version(id) };
        var faults = 0;
        for (var nth = 1; nth < 40; nth++)
        {
            var (lines, entries) = (office.LastLine(), office.Read(s => s.EntriesForTheClock().Count()));
            failing.FailOn(nth);
            var answer = await clerk.PostAsync($"/cases/{id}/ledger-entry", body, "one");
            failing.Stop();
            if (!failing.Failed)
            {
                Assert.True(answer.Status == 200, answer.Body);
                Assert.False(answer.Replayed);
                break;
            }

            faults++;
            Assert.Equal((500, "API.FAULT"), (answer.Status, answer.Code));
            Assert.Matches("^E-20260302-[0-9A-F]{6}$", answer.Json.GetProperty("incident").GetString());
            Assert.Equal(["code", "incident", "remedy", "requirement", "status", "text", "title", "type"], answer.Json.EnumerateObject().Select(m => m.Name).Order());
            Assert.Equal((lines, entries), (office.LastLine(), office.Read(s => s.EntriesForTheClock().Count())));
            Assert.False(office.Read(s => s.Set<KeptAnswer>().Any(a => a.Key == "one")));
        }

        Assert.InRange(faults, 5, 38);
        var again = await clerk.PostAsync($"/cases/{id}/ledger-entry", body, "one");
        Assert.True(again.Replayed);
        Assert.Equal(Stage.Registered, office.Case(id).Stage);
        Assert.DoesNotContain("夹带在请求里", office.Log.Text, StringComparison.Ordinal);
        office.Verify();
    }
}

public sealed class RestFaultsOnSqlite(FailingSqliteOffice office) : RestFaultTests(office), IClassFixture<FailingSqliteOffice>;

public sealed class RestFaultsOnPostgres(FailingPostgresOffice office) : RestFaultTests(office), IClassFixture<FailingPostgresOffice>;
