using Shoumi.Server.Texts;

namespace Shoumi.Server.Access;

/// <summary>
/// A posted form, read field by field: what is missing, too long or of the wrong kind is noted under the field's name, and everything
/// typed is kept for the page to show again.
/// </summary>
public sealed class Form(IFormCollection form, Language l)
{
    private readonly Dictionary<string, string> errors = [];

    /// <summary>What is wrong, by field.</summary>
    public IReadOnlyDictionary<string, string> Errors => errors;

    public bool IsValid => errors.Count == 0;

    /// <summary>What was typed, as it was typed.</summary>
    public Dictionary<string, Microsoft.Extensions.Primitives.StringValues> Typed => form.Where(f => !f.Key.Contains("assword", StringComparison.Ordinal) && !f.Key.Contains("again", StringComparison.Ordinal) && f.Key != "current").ToDictionary(f => f.Key, f => f.Value);

    /// <summary>The form as the page shows it again: values, errors and, where there are any, the refusals.</summary>
    public Frame.FormState State(IReadOnlyList<Frame.RefusalShown>? refusals = null) => new(Typed, errors, refusals ?? []);

    public static async Task<Form> ReadAsync(HttpContext http, Language l) => new(await http.Request.ReadFormAsync(http.RequestAborted), l);

    /// <summary>The field as typed, without judging it.</summary>
    public string? Raw(string field) => form.TryGetValue(field, out var v) ? v.ToString() : null;

    /// <summary>One line or paragraph of text.</summary>
    public string? Text(string field, int max, bool required = false)
    {
        if (form.TryGetValue(field, out var values) && values.Count > 1)
        {
            return Wrong(field, l.T("只能填一个值", "One value only"));
        }

        var text = Clean(values.ToString());
        if (text.Length == 0)
        {
            return required ? Wrong(field, l.T("必填", "Required")) : null;
        }

        if (text.Length > max)
        {
            return Wrong(field, l.T($"最长 {max} 字，现为 {text.Length} 字", $"At most {max} characters, now {text.Length}"));
        }

        return text.Any(c => char.IsControl(c) && c is not '\n' and not '\t') || !IsWellFormed(text)
            ? Wrong(field, l.T("含有不可见的控制字符", "Contains control characters"))
            : text;
    }

    /// <summary>A whole number within bounds.</summary>
    public int? Number(string field, int min, int max, bool required = false)
    {
        if (Text(field, 20, required) is not { } text)
        {
            return null;
        }

        if (int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var n) && n >= min && n <= max)
        {
            return n;
        }

        Wrong(field, l.T($"填 {min} 至 {max} 的整数", $"A whole number from {min} to {max}"));
        return null;
    }

    /// <summary>A date, as <c>2026-09-09</c>.</summary>
    public DateOnly? Date(string field, bool required = false)
    {
        if (Text(field, 20, required) is not { } text)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var day) && day.Year is >= 1949 and <= 2999)
        {
            return day;
        }

        Wrong(field, l.T("日期写作 2026-09-09", "Write the date as 2026-09-09"));
        return null;
    }

    /// <summary>One of the named values of an enumeration; numbers are not accepted.</summary>
    public T? OneOf<T>(string field, bool required = false)
        where T : struct, Enum
    {
        if (Text(field, 40, required) is not { } text)
        {
            return null;
        }

        if (Enum.GetNames<T>().Contains(text, StringComparer.Ordinal))
        {
            return Enum.Parse<T>(text);
        }

        Wrong(field, l.T("不在可选范围内", "Not one of the choices"));
        return null;
    }

    /// <summary>All values of a field that may stand several times.</summary>
    public IReadOnlyList<string> Many(string field, int maxCount, int maxLength)
    {
        var values = form.TryGetValue(field, out var all) ? all.Select(v => Clean(v ?? "")).Where(v => v.Length > 0).Distinct().ToList() : [];
        if (values.Count > maxCount || values.Any(v => v.Length > maxLength))
        {
            Wrong(field, l.T($"最多 {maxCount} 项", $"At most {maxCount} items"));
            return [];
        }

        return values;
    }

    /// <summary>Whether a box is ticked.</summary>
    public bool Ticked(string field) => form.TryGetValue(field, out var v) && v.Count > 0 && v[0] is "on" or "true" or "1" or "yes";

    /// <summary>The bytes of a file, held in memory only.</summary>
    public async Task<byte[]?> FileAsync(string field, int maxBytes, bool required, CancellationToken cancel)
    {
        var file = form.Files.GetFile(field);
        if (file is null || file.Length == 0)
        {
            if (required || file is not null && file.FileName.Length > 0)
            {
                Wrong(field, file is null || file.FileName.Length == 0 ? l.T("请选择文件", "Choose a file") : l.T("文件是空的", "The file is empty"));
            }

            return null;
        }

        if (file.Length > maxBytes)
        {
            Wrong(field, l.T($"文件最大 {maxBytes / 1048576} MB", $"At most {maxBytes / 1048576} MB"));
            return null;
        }

        var bytes = new byte[file.Length];
        await using var stream = file.OpenReadStream();
        await stream.ReadExactlyAsync(bytes, cancel);
        return bytes;
    }

    /// <summary>Notes that a field holds none of its choices.</summary>
    public void Unknown(string field) => Wrong(field, l.T("不在可选范围内", "Not one of the choices"));

    /// <summary>Notes what is wrong with a field.</summary>
    public string? Wrong(string field, string message)
    {
        errors.TryAdd(field, message);
        return null;
    }

    private static string Clean(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Trim();

    // A lone surrogate would be stored as something other than what was typed.
    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return false;
            }
        }

        return true;
    }
}
