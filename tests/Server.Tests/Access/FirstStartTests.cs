using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Server.Storage;
using Shoumi.Server.Tests.Running;
using Xunit;

namespace Shoumi.Server.Tests.Access;

/// <summary>An office whose regulation lies in a folder, as a real one's does.</summary>
public sealed class OfficeWithPolicies() : Office(DatabaseKind.Sqlite)
{
    protected override string Policies => Path.Combine(AppContext.BaseDirectory, "policies");
}

/// <summary>What the first start leaves behind.</summary>
public sealed class FirstStartTests(OfficeWithPolicies office) : IClassFixture<OfficeWithPolicies>
{
    [Fact(DisplayName = "首次设置之后立即记下启用的条例包，不等重新启动")]
    [Requirement("R7.1.4", "RP.2")]
    public void The_first_pack_is_on_record_from_the_set_up_on()
    {
        var lines = office.Read(s => s.AuditEntries.AsNoTracking().OrderBy(e => e.Seq).Take(2).ToList());

        Assert.Equal([Act.SetUpBureau, Act.AdoptPolicyPack], lines.Select(l => l.Act));
        Assert.StartsWith($"pack {Office.Pack.Id} {Office.Pack.Version:yyyy-MM-dd} ", lines[1].Subject, StringComparison.Ordinal);
        office.Verify();
    }

    [Fact(DisplayName = "数据库文件只有运行本系统的账户可读写")]
    [Requirement("RN3.9")]
    public void The_database_is_readable_by_nobody_else()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var files = Directory.GetFiles(office.Folder, "shoumi.db*");

        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Theory(DisplayName = "数据文件夹新建时或为空时，只有运行本系统的账户可以打开；里面已有别的文件的，不改其权限")]
    [Requirement("RN3.9")]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void The_data_folder_opens_to_nobody_else(bool exists, bool used)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        const UnixFileMode Closed = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        const UnixFileMode Open = Closed | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
        var folder = Path.Combine(office.Folder, $"data-{exists}-{used}");
        if (exists)
        {
            Directory.CreateDirectory(folder, Open);
        }

        if (used)
        {
            File.WriteAllText(Path.Combine(folder, "other.txt"), "");
        }

        DataFolder.Make(folder);

        Assert.Equal(used ? Open : Closed, File.GetUnixFileMode(folder));
        Assert.Equal(Closed, File.GetUnixFileMode(DataFolder.KeysIn(folder)));
    }
}
