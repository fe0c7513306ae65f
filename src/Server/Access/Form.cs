using Shoumi.Server.Texts;

namespace Shoumi.Server.Access;

/// <summary>
/// A posted form, or the query of an address, read field by field: what is missing, too long or of the wrong kind is noted under the
/// field's name, and everything typed is kept for the page to show again. An act reads all its fields before it asks whether the form is
/// valid, so that everything wrong is said at once.
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

    /// <summary>The form posted; an empty one where nothing was posted.</summary>
    public static async Task<Form> ReadAsync(HttpContext http, Language l) => new(http.Request.HasFormContentType ? await http.Request.ReadFormAsync(http.RequestAborted) : FormCollection.Empty, l);

    /// <summary>The query of the address, by the same rules.</summary>
    public static Form OfQuery(HttpContext http, Language l) => new(UrlEncodedForm.Parse(http.Request.QueryString.Value?.TrimStart('?') ?? ""), l);

    /// <summary>Whether the field was posted at all, be it empty.</summary>
    public bool Has(string field) => form.ContainsKey(field);

    /// <summary>The field as typed, without judging it.</summary>
    public string? Raw(string field) => form.TryGetValue(field, out var v) ? v.ToString() : null;

    /// <summary>One line of text, or a paragraph where line breaks have a place.</summary>
    public string? Text(string field, int max, bool required = false, bool lines = false)
    {
        if (form.TryGetValue(field, out var values) && values.Count > 1)
        {
            return OneOnly(field);
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

        return IsOdd(text, lines) ? Odd(field) : text;
    }

    /// <summary>A password: as typed, spaces too. Never shown again.</summary>
    public string? Secret(string field)
    {
        if (form.TryGetValue(field, out var values) && values.Count > 1)
        {
            return OneOnly(field);
        }

        var text = values.ToString();
        return text.Length == 0 ? Wrong(field, l.T("必填", "Required"))
            : text.Length > 128 ? Wrong(field, l.T("最长 128 位", "At most 128 characters"))
            : IsOdd(text, lines: false) ? Odd(field)
            : text;
    }

    /// <summary>A whole number within bounds.</summary>
    public int? Number(string field, int min, int max, bool required = false) => (int?)Whole(field, min, max, required);

    /// <summary>A whole number within bounds, such as a number of the audit ledger.</summary>
    public long? Whole(string field, long min, long max, bool required = false)
    {
        if (Text(field, 20, required) is not { } text)
        {
            return null;
        }

        if (long.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var n) && n >= min && n <= max)
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

        Unknown(field);
        return null;
    }

    /// <summary>One of the values that the page offers.</summary>
    public string? Among(string field, IEnumerable<string> choices, bool required = false)
    {
        if (Text(field, 80, required) is not { } text)
        {
            return null;
        }

        if (choices.Contains(text, StringComparer.Ordinal))
        {
            return text;
        }

        Unknown(field);
        return null;
    }

    /// <summary>All values of a field that may stand several times.</summary>
    public IReadOnlyList<string> Many(string field, int maxCount, int maxLength)
    {
        var values = form.TryGetValue(field, out var all) ? all.Select(v => Clean(v ?? "")).Where(v => v.Length > 0).Distinct().ToList() : [];
        if (values.Count > maxCount)
        {
            Wrong(field, l.T($"最多 {maxCount} 项", $"At most {maxCount} items"));
            return [];
        }

        if (values.Any(v => v.Length > maxLength || IsOdd(v, lines: false)))
        {
            Unknown(field);
            return [];
        }

        return values;
    }

    /// <summary>Whether a box is ticked.</summary>
    public bool Ticked(string field) => Among(field, ["on", "true", "1", "yes", "off", "false", "0", "no"]) is "on" or "true" or "1" or "yes";

    /// <summary>The bytes of a file, held in memory only.</summary>
    public async Task<byte[]?> FileAsync(string field, int maxBytes, bool required, CancellationToken cancel)
    {
        var file = form.Files.GetFile(field);
        if (form.Files.GetFiles(field).Count > 1)
        {
            Wrong(field, l.T("只能交一个文件", "One file only"));
            return null;
        }

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

    private string? OneOnly(string field) => Wrong(field, l.T("只能填一个值", "One value only"));

    private string? Odd(string field) => Wrong(field, l.T("含有不可见的控制字符或无法识别的字符", "Contains control characters, or characters that cannot be read"));

    // Characters that turn the direction of what follows would let a line read other than it is; U+FFFD stands where bytes were no text.
    private static bool IsOdd(string text, bool lines) =>
        text.Any(c => (char.IsControl(c) && c != '\t' && !(lines && c == '\n')) || c is '\uFFFD' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069')) || !IsWellFormed(text);

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
