using Shoumi.Rules;
using Shoumi.Server.Tests.Access.Door;
using Shoumi.Server.Tests.Running;
using Xunit;

namespace Shoumi.Server.Tests.Access;

/// <summary>The first start: nothing is set up before everything is filled in rightly.</summary>
public abstract class SetUpTests(Office office)
{
    [Fact(DisplayName = "首次设置填错的每一栏都当场指明，不写入，口令不再显示")]
    [Requirement("RN1.4", "R3.1")]
    public Task Every_bad_field_is_named_at_its_place() => new Trying(office, Doors.SetUp).AllAsync();

    [Theory(DisplayName = "三员工号不得重复，大小写不同也算同一个：在重复的一栏指明，不借用五步程序的说法")]
    [Requirement("RN1.4")]
    [InlineData("0001", "0002", "0001", "auditor.number")]
    [InlineData("a01", "A01", "0003", "security.number")]
    [InlineData("7", "7", "7", "auditor.number security.number")]
    public async Task One_number_twice_is_said_at_the_field(string system, string security, string auditor, string named)
    {
        using var visitor = office.Anyone();
        var before = Everything.Of(office);
        List<(string, string)> fields = [("bureauName", "滨江市民政局"), ("ceiling", nameof(Level.Secret))];
        foreach (var (who, number) in new[] { ("system", system), ("security", security), ("auditor", auditor) })
        {
            fields.AddRange([($"{who}.name", "某某"), ($"{who}.number", number), ($"{who}.password", Staff.Password), ($"{who}.again", Staff.Password)]);
        }

        var answer = await visitor.PostAsync("/setup", [.. fields]);
        var page = new Page(answer.Body);

        Assert.Equal(400, answer.Status);
        Assert.Equal(named.Split(' '), page.Named.Order());
        Assert.Contains("三员须是三个人", answer.Read, StringComparison.Ordinal);
        Assert.DoesNotContain("SYS.SOD", answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("环节", answer.Read, StringComparison.Ordinal);
        Assert.Equal(before, Everything.Of(office));
    }
}

public sealed class SetUpOnSqlite(NewSqliteOffice office) : SetUpTests(office), IClassFixture<NewSqliteOffice>;

public sealed class SetUpOnPostgres(NewPostgresOffice office) : SetUpTests(office), IClassFixture<NewPostgresOffice>;
