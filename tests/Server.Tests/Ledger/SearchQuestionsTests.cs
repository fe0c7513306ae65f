using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Shoumi.Rules;
using Shoumi.Server.Storage;
using Shoumi.Server.Tests.Running;
using Xunit;

namespace Shoumi.Server.Tests.Ledger;

/// <summary>A search asks the database the same, whatever the titles hold that the person may not know: else the time it takes would tell.</summary>
public sealed class SearchQuestionsTests(ListeningOffice office) : IClassFixture<ListeningOffice>
{
    [Fact(DisplayName = "所查字句只出现在不可知悉的题名里，与哪里都没有出现，数据库查询一样多")]
    [Requirement("R7.1.6", "R11.6")]
    public async Task A_hidden_title_costs_no_question_more()
    {
        var (hidden, _) = await office.RegisteredAsync(id => office.Proposal(id, title: "隐蔽渡口普查", people: [Staff.Drafter, Staff.Head]));
        await office.DoAsync(async scope =>
        {
            // Somebody who sees much: for others, what they may know is looked through.
            var desk = await Office.DeskAsync(scope, Staff.Clerk);
            var (much, colleague) = (await office.OpenCaseAsync(), Principal.Person(office.Id(Staff.Stranger)));
            await desk.EndAsync(Act.EnterInLedger, Ruling.Yes, () => "some", () => desk.Store.AddRange(Enumerable.Range(0, 2_100).Select(_ => new AccessGrant { CaseId = much, Principal = colleague, Source = GrantSource.Scope, Since = desk.Now })));
        });
        await AskedAsync("什么也没有");

        Assert.Equal(await AskedAsync("什么也没有"), await AskedAsync("渡口普查"));
        Assert.True(hidden > 0);
    }

    private async Task<string> AskedAsync(string words)
    {
        office.Asked.Clear();
        var page = await office.As(Staff.Stranger).GetAsync($"/ledger?q={Uri.EscapeDataString(words)}");
        Assert.DoesNotContain("data-href=\"/ledger/", page.Body, StringComparison.Ordinal);
        return string.Join('\n', office.Asked);
    }
}

/// <summary>An office whose questions to the database are noted.</summary>
public sealed class ListeningOffice() : Office(DatabaseKind.Sqlite)
{
    public ConcurrentQueue<string> Asked { get; } = [];

    protected override void Furnish(IServiceCollection services) => services.ConfigureDbContext<SqliteStore>(o => o.AddInterceptors(new Noting(Asked)));

    private sealed class Noting(ConcurrentQueue<string> asked) : DbCommandInterceptor
    {
        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            asked.Enqueue(command.CommandText);
            return new(result);
        }
    }
}
