using System.Collections.Concurrent;
using Shoumi.Server.Storage;
using Xunit;

[assembly: AssemblyFixture(typeof(Shoumi.Server.Tests.Running.Models))]

namespace Shoumi.Server.Tests.Running;

/// <summary>
/// One office for each kind of database, set up and staffed as a person does it; the others begin as copies of it. Hashing three passwords
/// and forty acts for each of them would take a third of the run and show nothing new.
/// </summary>
public sealed class Models : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<DatabaseKind, Lazy<Task<(Model Office, Database Left)>>> Made = [];

    public static async Task<Database> CopyAsync(DatabaseKind kind, string folder)
    {
        var (office, left) = await Made.GetOrAdd(kind, k => new(() => MakeAsync(k))).Value;
        if (kind == DatabaseKind.Sqlite)
        {
            File.Copy(DataFolder.DatabaseIn(office.Folder), DataFolder.DatabaseIn(folder));
        }

        return await Database.MakeAsync(kind, left);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var made in Made.Values)
        {
            await (await made.Value).Office.DisposeAsync();
        }
    }

    private static async Task<(Model Office, Database Left)> MakeAsync(DatabaseKind kind)
    {
        var office = new Model(kind);
        await office.InitializeAsync();
        return (office, await office.LeaveAsync());
    }

    private sealed class Model(DatabaseKind kind) : Office(kind)
    {
        protected override bool IsUsual => false;
    }
}
