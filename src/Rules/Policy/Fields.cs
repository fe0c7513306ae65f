using System.Collections.Immutable;
using System.Globalization;

namespace Shoumi.Rules.Policy;

/// <summary>
/// One mapping of a pack, read key by key. A value that is missing or of the wrong type is reported and replaced by a harmless one,
/// so that a single pass finds everything. <see cref="Close"/> reports the keys nobody asked for: misspellings.
/// </summary>
internal sealed class Fields(string file, Node.Mapping map, string path, List<PolicyError> errors, Names names)
{
    private readonly HashSet<string> asked = [];

    /// <summary>The mapping that a node is; an empty one, with an error, when it is anything else.</summary>
    public static Fields Of(string file, Node? node, string path, List<PolicyError> errors, Names names)
    {
        if (node is not Node.Mapping map)
        {
            errors.Add(new(file, node?.Line ?? 1, node?.Column ?? 1, path, "这里应当是“键: 值”的列表", "Keys with values are expected here"));
            // No line, so that its keys are not reported as missing: that would bury the one real error.
            return new(file, new Node.Mapping([], 0, 0), path, errors, names);
        }

        return new(file, map, path, errors, names);
    }

    /// <summary>Whether the key is there.</summary>
    public bool Has(string key) => Find(key) is not null;

    /// <summary>Reports those of the keys that are missing; lists and entries are else taken as empty.</summary>
    public void Need(params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            Required(key);
        }
    }

    /// <summary>A text that must not be empty.</summary>
    public string Text(string key) => Required(key) is { } node ? TextOf(node, Under(key)) : "";

    /// <summary>A text, or null where the key is absent.</summary>
    public string? OptionalText(string key) => Find(key) is { } node ? TextOf(node, Under(key)) : null;

    /// <summary>A whole number within bounds.</summary>
    public int Number(string key, int least, int most) => Required(key) is { } node ? NumberOf(node, Under(key), least, most) : least;

    /// <summary>A whole number within bounds, or the other value where the key is absent.</summary>
    public int OptionalNumber(string key, int least, int most, int otherwise) =>
        Find(key) is { } node ? NumberOf(node, Under(key), least, most) : otherwise;

    /// <summary>true or false.</summary>
    public bool Flag(string key) => Required(key) is { } node && FlagOf(node, Under(key));

    /// <summary>true or false, or the other value where the key is absent.</summary>
    public bool OptionalFlag(string key, bool otherwise) => Find(key) is { } node ? FlagOf(node, Under(key)) : otherwise;

    /// <summary>A day such as 2026-03-01.</summary>
    public DateOnly Day(string key) => Required(key) is { } node ? DayOf(node, Under(key)) : default;

    /// <summary>A day, or null where the key is absent.</summary>
    public DateOnly? OptionalDay(string key) => Find(key) is { } node ? DayOf(node, Under(key)) : null;

    /// <summary>One word out of a list.</summary>
    public string Word(string key, IReadOnlyList<string> allowed) => Required(key) is { } node ? WordOf(node, Under(key), allowed) : allowed[0];

    /// <summary>A text in both languages.</summary>
    public Wording Wording(string key) => Required(key) is { } node ? WordingOf(node, Under(key)) : new("", "");

    /// <summary>A text in both languages, or null where the key is absent.</summary>
    public Wording? OptionalWording(string key) => Find(key) is { } node ? WordingOf(node, Under(key)) : null;

    /// <summary>This mapping itself as a text in both languages.</summary>
    public Wording Both()
    {
        foreach (var key in (string[])["zh", "en"])
        {
            if (Find(key) is Node.Scalar { Text: var text } && Spelling.BadTemplate(text) is { } bad)
            {
                Wrong(key, $"“{bad}”附近的花括号或方括号不成对", $"Braces or brackets do not match near “{bad}”");
            }
        }

        return new(Text("zh"), Text("en"));
    }

    /// <summary>The id of something defined elsewhere.</summary>
    public string Reference(string key, string kind) => Required(key) is { } node ? ReferenceOf(node, Under(key), kind) : "";

    /// <summary>A list of ids of things defined elsewhere.</summary>
    public ImmutableArray<string> References(string key, string kind) => Items(key, (node, at) => ReferenceOf(node, at, kind));

    /// <summary>A list of words out of a list.</summary>
    public ImmutableArray<string> Words(string key, IReadOnlyList<string> allowed) => Items(key, (node, at) => WordOf(node, at, allowed));

    /// <summary>A list of texts.</summary>
    public ImmutableArray<string> Texts(string key) => Items(key, TextOf);

    /// <summary>A list of whole numbers within bounds.</summary>
    public ImmutableArray<int> Numbers(string key, int least, int most) => Items(key, (node, at) => NumberOf(node, at, least, most));

    /// <summary>A list of mappings; empty where the key is absent.</summary>
    public ImmutableArray<T> List<T>(string key, Func<Fields, T> read) => Items(key, (node, at) => Closed(node, at, read));

    /// <summary>Mappings by their ids; the order is kept.</summary>
    public ImmutableArray<T> Entries<T>(string key, string kind, Func<string, Fields, T> read)
    {
        if (Find(key) is not { } node)
        {
            return [];
        }

        var entries = Of(file, node, Under(key), errors, names);
        return [.. entries.Pairs.Select(pair =>
        {
            var at = $"{Under(key)}.{pair.Key.Text}";
            names.Define(kind, pair.Key.Text, Repeated(pair.Key, at, pair.Key.Text));
            return Closed(pair.Value, at, fields => read(pair.Key.Text, fields));
        })];
    }

    /// <summary>A mapping under a key that must be there.</summary>
    public T Part<T>(string key, Func<Fields, T> read) where T : class? =>
        Required(key) is { } node ? Closed(node, Under(key), read) : read(Of(file, new Node.Mapping([], 0, 0), Under(key), errors, names));

    /// <summary>The id of this mapping itself, given out under that kind.</summary>
    public string Identity(string key, string kind)
    {
        var id = Text(key);
        if (Find(key) is { } node && id.Length > 0)
        {
            names.Define(kind, id, Repeated(node, Under(key), id));
        }

        return id;
    }

    /// <summary>Reports what is wrong with the value of a key.</summary>
    public void Wrong(string key, string zh, string en) => Wrong(Find(key) ?? map, Under(key), zh, en);

    /// <summary>Reports every key that nobody asked for.</summary>
    public void Close()
    {
        foreach (var (key, _) in map.Pairs.Where(p => !asked.Contains(p.Key.Text)))
        {
            var meant = asked.Where(a => Spelling.Distance(a, key.Text) <= 2).OrderBy(a => Spelling.Distance(a, key.Text)).FirstOrDefault();
            Wrong(key, Under(key.Text), meant is null ? $"没有“{key.Text}”这个键" : $"没有“{key.Text}”这个键，是不是“{meant}”？",
                meant is null ? $"There is no key “{key.Text}”" : $"There is no key “{key.Text}”; was “{meant}” meant?");
        }
    }

    private List<(Node.Scalar Key, Node Value)> Pairs => map.Pairs;

    private T Closed<T>(Node node, string at, Func<Fields, T> read)
    {
        var fields = Of(file, node, at, errors, names);
        var value = read(fields);
        fields.Close();
        return value;
    }

    private ImmutableArray<T> Items<T>(string key, Func<Node, string, T> read)
    {
        switch (Find(key))
        {
            case null:
                return [];
            case Node.Sequence list:
                return [.. list.Items.Select((item, i) => read(item, $"{Under(key)}[{i + 1}]"))];
            case var other:
                Wrong(other, Under(key), "这里应当是一个列表", "A list is expected here");
                return [];
        }
    }

    private string TextOf(Node node, string at) => node is Node.Scalar { Text: var text } && text.Trim().Length > 0
        ? text
        : Wrong(node, at, "这里应当是文字", "A text is expected here", "");

    private int NumberOf(Node node, string at, int least, int most) =>
        node is Node.Scalar s && int.TryParse(s.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) && n >= least && n <= most
            ? n
            : Wrong(node, at, $"这里应当是{least}至{most}之间的整数", $"A whole number from {least} to {most} is expected here", least);

    private bool FlagOf(Node node, string at) => node switch
    {
        Node.Scalar { Text: "true" } => true,
        Node.Scalar { Text: "false" } => false,
        _ => Wrong(node, at, "这里应当是 true 或 false", "true or false is expected here", false),
    };

    private DateOnly DayOf(Node node, string at) =>
        node is Node.Scalar s && DateOnly.TryParseExact(s.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : Wrong(node, at, "这里应当是日期，例如 2026-03-01", "A day such as 2026-03-01 is expected here", default(DateOnly));

    private string WordOf(Node node, string at, IReadOnlyList<string> allowed) => node is Node.Scalar s && allowed.Contains(s.Text)
        ? s.Text
        : Wrong(node, at, $"只能是：{string.Join("、", allowed)}", $"Only one of: {string.Join(", ", allowed)}", allowed[0]);

    private Wording WordingOf(Node node, string at) => Closed(node, at, both => both.Both());

    private string ReferenceOf(Node node, string at, string kind)
    {
        var id = TextOf(node, at);
        if (id.Length > 0)
        {
            names.Use(kind, id, new(file, node.Line, node.Column, at, $"“{kind}”一节里没有“{id}”", $"The section “{kind}” has no “{id}”"));
        }

        return id;
    }

    private Node? Find(string key)
    {
        asked.Add(key);
        return map.Pairs.Find(p => p.Key.Text == key).Value;
    }

    private Node? Required(string key)
    {
        var node = Find(key);
        if (node is null && map.Line > 0)
        {
            Wrong(map, Under(key), $"缺少“{key}”", $"“{key}” is missing");
        }

        return node;
    }

    private string Under(string key) => path.Length == 0 ? key : $"{path}.{key}";

    private PolicyError Repeated(Node node, string at, string id) =>
        new(file, node.Line, node.Column, at, $"“{id}”重复定义", $"“{id}” is defined twice");

    private void Wrong(Node node, string at, string zh, string en) => errors.Add(new(file, Math.Max(node.Line, 1), Math.Max(node.Column, 1), at, zh, en));

    private T Wrong<T>(Node node, string at, string zh, string en, T instead)
    {
        Wrong(node, at, zh, en);
        return instead;
    }
}
