using Shoumi.Rules.Organisation;
using Xunit;

namespace Shoumi.Rules.Tests.Organisation;

public class PinyinInitialsTests
{
    [Theory(DisplayName = "确定知悉范围时，可用姓名的拼音首字母找到人")]
    [Requirement("R7.1.6")]
    [InlineData("陈思远", "csy")]
    [InlineData("刘建华", "ljh")]
    [InlineData("沈洁", "sj")]
    [InlineData("赵国平", "zgp")]
    [InlineData("高鹏", "gp")]
    [InlineData("周敏", "zm")]
    [InlineData("吴刚", "wg")]
    [InlineData("丁宁", "dn")]
    [InlineData("欧阳修文", "oyxw")]
    [InlineData("司马光华", "smgh")]
    [InlineData("诸葛明", "zgm")]
    [InlineData("令狐冲", "lhc")]
    [InlineData("张艺璇", "zyx")]
    [InlineData("王晟", "ws")]
    [InlineData("李玥", "ly")]
    [InlineData("祁喆", "qz")]
    [InlineData("阿依古丽", "aygl")]
    [InlineData("买买提·艾力", "mmtal")]
    [InlineData("额尔德尼", "eedn")]
    [InlineData("臧天朔", "zts")]
    [InlineData("邓颖超", "dyc")]
    [InlineData(" 陈思远 ", "csy")]
    public void Initials_of_a_name(string name, string initials) => Assert.Equal(initials, PinyinInitials.Of(name));

    [Theory(DisplayName = "多音姓氏按姓氏的读音取首字母")]
    [Requirement("R7.1.6")]
    [InlineData("单晓东", "sxd")]
    [InlineData("曾庆国", "zqg")]
    [InlineData("区少坤", "osk")]
    [InlineData("仇和平", "qhp")]
    [InlineData("查良", "zl")]
    [InlineData("翟志刚", "zzg")]
    [InlineData("解放军", "xfj")]
    [InlineData("朴正英", "pzy")]
    [InlineData("种师道", "csd")]
    [InlineData("覃秀英", "qxy")]
    [InlineData("阚清", "kq")]
    [InlineData("乐嘉", "yj")]
    [InlineData("召树屯", "sst")]
    [InlineData("尉迟恭", "ycg")]
    [InlineData("万俟雅言", "mqyy")]
    [InlineData("澹台明", "ttm")]
    [InlineData("长孙无忌", "zswj")]
    [InlineData("单于文", "cyw")]
    public void Surnames_with_a_reading_of_their_own(string name, string initials) => Assert.Equal(initials, PinyinInitials.Of(name));

    [Theory(DisplayName = "单位名称也可用拼音首字母找到，姓氏的读音不用于单位")]
    [Requirement("R7.1.6")]
    [InlineData("优抚安置科", "yfazk")]
    [InlineData("区划地名科", "qhdmk")]
    [InlineData("机要室", "jys")]
    [InlineData("局办公室", "jbgs")]
    [InlineData("财务会计科", "cwkjk")]
    [InlineData("第3救助站", "d3jzz")]
    public void Initials_of_a_unit(string name, string initials) => Assert.Equal(initials, PinyinInitials.OfUnit(name));

    [Theory(DisplayName = "没有读音的字符略去，不会出错")]
    [Requirement("R7.1.6")]
    [InlineData("", "")]
    [InlineData("　", "")]
    [InlineData("★○", "")]
    [InlineData("𠮷田A", "ta")]
    public void What_has_no_reading_is_left_out(string text, string initials) => Assert.Equal(initials, PinyinInitials.Of(text));
}
