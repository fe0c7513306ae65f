using System.Collections.Frozen;
using System.Text;

namespace Shoumi.Rules.Organisation;

/// <summary>
/// 拼音首字母: how people and units are found by typing (陈思远 by csy). Only a help for searching: one customary reading per
/// character, with the readings that surnames have of their own. Never used to tell two people apart.
/// </summary>
[Requirement("R7.1.6")]
public static class PinyinInitials
{
    private const char First = '\u4E00';
    private const char NoReading = '-';

    private static readonly string Table = Load();

    /// <summary>Single-character surnames that are read otherwise than the same character elsewhere.</summary>
    private static readonly FrozenDictionary<char, char> Surnames = Pairs(
        "单s 曾z 区o 仇q 查z 翟z 解x 种c 折s 繁p 召s 覃q 阚k 郇x 炅g 秘b 祭z 乐y 佴n");

    /// <summary>Surnames of two characters, of which at least one is read otherwise.</summary>
    private static readonly FrozenDictionary<string, string> CompoundSurnames = Words(
        "尉迟yc 单于cy 万俟mq 长孙zs 澹台tt 乐正yz");

    /// <summary>Words of unit names that are read otherwise than character by character.</summary>
    private static readonly FrozenDictionary<string, string> UnitWords = Words("会计kj 重庆cq 重建cj 长江cj 长沙cs 长春cc 传达cd 音乐yy 银行yh");

    /// <summary>Characters that names have in more than one reading: whoever types either finds the person.</summary>
    private static readonly FrozenDictionary<char, string> Readings = Letters(
        "长zc 曾zc 单sdc 解jx 朴pb 仇qc 查zc 盖gj 区qo 翟dz 乐ly 覃qt 尉wy 行xh 会hk 传cz 朝cz 车cj 降jx 沈sc 强qj 宿sx 薄b 贾jg 洗x 员yy 句jg 召zs 种zc 藏cz 调dt 期qj 厦xs 识sz 系xj 省sx 属sz 校xj 重zc 石sd 都d 弹td 殷yy 隗wk 繁fp 秘mb 祭jz 折zs 参cs 大dt");

    /// <summary>Whether the name's initials begin with what is typed, in whichever of the customary readings of its characters.</summary>
    public static bool Begin(string name, string typed)
    {
        if (Of(name).StartsWith(typed, StringComparison.OrdinalIgnoreCase) || OfUnit(name).StartsWith(typed, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        var at = 0;
        foreach (var c in name)
        {
            var letters = Read(c.ToString()) + (Readings.GetValueOrDefault(c) ?? "");
            if (letters.Length == 0)
            {
                continue;
            }

            if (at == typed.Length || !letters.Contains(char.ToLowerInvariant(typed[at]), StringComparison.Ordinal))
            {
                return at == typed.Length;
            }

            at++;
        }

        return at == typed.Length;
    }

    /// <summary>The initials of a person's name, surname first: 陈思远 csy, 单晓 sx, 买买提·艾力 mmtal. Latin letters and digits stay, in lower case.</summary>
    public static string Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        name = name.Trim();
        if (name.Length >= 2 && CompoundSurnames.TryGetValue(name[..2], out var compound))
        {
            return compound + Read(name.AsSpan(2));
        }

        return name.Length > 0 && Surnames.TryGetValue(name[0], out var letter)
            ? letter + Read(name.AsSpan(1))
            : Read(name);
    }

    /// <summary>The initials of a unit's name, where surnames have no say: 区划地名科 qhdmk, 财务会计科 cwkjk.</summary>
    public static string OfUnit(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var text = new StringBuilder(name.Length);
        for (var i = 0; i < name.Length; i++)
        {
            if (i + 1 < name.Length && UnitWords.TryGetValue(name.Substring(i, 2), out var word))
            {
                text.Append(word);
                i++;
            }
            else
            {
                text.Append(Read(name.AsSpan(i, 1)));
            }
        }

        return text.ToString();
    }

    private static string Read(ReadOnlySpan<char> text)
    {
        var initials = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                initials.Append(char.ToLowerInvariant(c));
            }
            else if (c >= First && c - First < Table.Length && Table[c - First] != NoReading)
            {
                initials.Append(Table[c - First]);
            }
        }

        return initials.ToString();
    }

    private static FrozenDictionary<char, char> Pairs(string list) =>
        list.Split(' ').ToFrozenDictionary(pair => pair[0], pair => pair[1]);

    private static FrozenDictionary<char, string> Letters(string list) =>
        list.Split(' ').ToFrozenDictionary(word => word[0], word => word[1..]);

    private static FrozenDictionary<string, string> Words(string list) =>
        list.Split(' ').ToFrozenDictionary(pair => pair[..2], pair => pair[2..]);

    private static string Load()
    {
        using var lines = typeof(PinyinInitials).Assembly.GetManifestResourceStream("pinyin-initials.txt")
            ?? throw new InvalidOperationException("The table of pinyin initials is not in the assembly");
        var bytes = new byte[lines.Length];
        lines.ReadExactly(bytes);
        return Encoding.ASCII.GetString(bytes).Replace("\n", "", StringComparison.Ordinal);
    }
}
