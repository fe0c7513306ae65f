using Shoumi.Rules.Registers;
using Xunit;

namespace Shoumi.Rules.Tests.Registers;

public class PrintedFormsTests
{
    public static TheoryData<string, string, string> Forms => new()
    {
        { "matter-list", "国家秘密事项一览表", "台帐号 事项内容 密级 期限（条件/时间） 产生部门 知悉人员 载体形式" },
        { "annual-statistics", "年度国家秘密事项统计", "密级 定密类型 本年新定 本年变更 本年解密" },
        { "statistics", "定密统计", "统计项 内容 绝密 机密 秘密 合计" },
    };

    [Theory(DisplayName = "一览表、年度统计和统计表各栏齐全、次序固定，两种文字俱全")]
    [Requirement("R2.1", "R7.5.1")]
    [MemberData(nameof(Forms))]
    public void The_columns_of_the_forms(string id, string title, string columns)
    {
        var register = new[] { MatterListRegister.Definition, AnnualStatisticsRegister.Definition, StatisticsRegister.Definition }.Single(r => r.Id == id);
        Assert.Equal((title, columns), (register.Title.Zh, string.Join(' ', register.Columns.Select(c => c.Title.Zh))));
        Assert.All(register.Columns, c => Assert.True(c.Title.En.Length > 0 && c.Width >= 6, c.Id));
    }
}
