using Shoumi.Rules.Registers;
using Xunit;

namespace Shoumi.Rules.Tests.Registers;

public class ClassificationLedgerRegisterTests
{
    private static readonly RegisterDefinition Register = ClassificationLedgerRegister.Definition;

    [Fact(DisplayName = "机要室把审批签发的事项记入定密台账，台账各栏齐全、次序固定")]
    [Requirement("R7.5.1")]
    public void The_columns_of_the_form() => Assert.Equal(
        ["序号", "事项/文件名", "文号", "密级", "期限或解密时间/条件", "知悉范围", "定密类型", "依据", "承办人", "定密责任人", "制发日/定密日", "载体形式", "份数", "变更记录", "解密日期", "备注"],
        Register.Columns.Select(column => column.Title.Zh));

    [Fact(DisplayName = "台账各栏的编号不变，两种文字俱全")]
    [Requirement("R7.5.1")]
    public void Ids_are_frozen_and_both_languages_are_there()
    {
        Assert.Equal(
            "number title document-number level term access-scope kind basis action-officer classifier classified-on medium copies changes declassified-on remark",
            string.Join(' ', Register.Columns.Select(column => column.Id)));
        Assert.All(Register.Columns, column => Assert.True(column.Title.En.Length > 0 && column.Width >= 6, column.Id));
        Assert.Equal("第七条（五）项", Register.Clause.ToString());
    }

    [Fact(DisplayName = "台账没有的栏目不会悄悄取到别的栏目")]
    [Requirement("R7.5.1")]
    public void An_unknown_column_is_a_defect()
    {
        Assert.Equal(3, Register.IndexOf("level"));
        Assert.Throws<ArgumentException>(() => Register.IndexOf("Level"));
    }
}
