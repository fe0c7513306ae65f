using System.Collections.Immutable;

namespace Shoumi.Rules.Policy;

/// <summary>The sections of a pack in the order in which they stand in the file, and what must hold between them.</summary>
internal static class PackSections
{
    private const string Basis = "basis", Scopes = "scopes", Rows = "rows", ConditionIds = "conditions", Actors = "actors", ReasonIds = "reasons";
    private const int ShortName = 22;

    private static readonly string[] LevelNames = Enum.GetNames<Level>();
    private static readonly string[] Forms = [.. Enum.GetNames<TermForm>().Where(n => n != nameof(TermForm.None))];

    private static readonly string[] Abouts =
    [
        "matter", "term", "scope", "title", "file", "step", "account", "clock", "organisation", "correction", "carrier", "inspection", "incident",
    ];

    /// <summary>A pack that stands by itself; null when it is one that extends another.</summary>
    public static PolicyPack? Base(Fields top)
    {
        if (top.Has("extends"))
        {
            top.Wrong("extends", "这是叠加包，要写在它所扩展的条例包之后一起读", "This pack extends another one; name that one first and this one after it");
            return null;
        }

        top.Need(Basis, Scopes, Rows, Actors, ReasonIds);
        var scopes = top.List(Scopes, ReadScope);
        var listed = scopes.SelectMany(s => s.Rows).ToHashSet();
        return new PolicyPack(
            top.Text("id"),
            top.Day("version"),
            top.Wording("title"),
            top.Text("prefix"),
            top.Number("precedence", 1, 1000),
            Bases(top),
            top.Part("levels", ReadLevels),
            scopes,
            top.List(Rows, row => Grouped(row, ReadRow(row), listed)),
            Conditions(top),
            top.Part("terms", ReadTerms),
            top.Part("procedure", ReadProcedure),
            top.Part("marking", ReadMarking),
            top.Part("access", ReadAccess),
            ReadReasons(top),
            []);
    }

    /// <summary>The legal bases that a file brings.</summary>
    public static ImmutableDictionary<string, LegalBasis> Bases(Fields top) => top.Entries(Basis, Basis, (id, f) =>
        new LegalBasis(id, f.Wording("title"), f.Text("issuer"), f.OptionalDay("date"), f.OptionalText("article"))).Unique(b => b.Id);

    /// <summary>The questions that a file brings.</summary>
    public static ImmutableDictionary<string, Condition> Conditions(Fields top) => top.Entries(ConditionIds, ConditionIds, (id, f) =>
    {
        var condition = new Condition(id, f.Wording("name"), f.Wording("question"), f.List("options", ReadOption), f.Word("needs", ["any", "all"]) == "all");
        if (!condition.Options.Any(o => o.Holds))
        {
            f.Wrong("options", "没有一个答案能使条件成立", "No answer makes the condition hold");
        }

        if (condition.Options.Select(o => o.Id).Distinct().Count() < condition.Options.Length)
        {
            f.Wrong("options", "答案的 id 重复", "The id of an answer is repeated");
        }

        return condition;
    }).Unique(c => c.Id);

    /// <summary>One row of the catalogue. Every row names the rule of the ministry that it rests on (R2.2).</summary>
    public static MatterRow ReadRow(Fields f) => new(
        f.Identity("id", Rows),
        ReadClause(f),
        f.Number("number", 1, 99),
        Enum.Parse<Level>(f.Word("level", LevelNames)),
        f.Wording("name"),
        ReadShort(f),
        f.OptionalFlag("catch_all", false),
        f.References("conditions", ConditionIds),
        f.Reference("line_rule", Basis));

    private static MatterRow Grouped(Fields f, MatterRow row, HashSet<string> listed)
    {
        if (!row.CatchAll && row.Id.Length > 0 && !listed.Contains(row.Id))
        {
            f.Wrong("id", $"没有一个保密范围列有“{row.Id}”，谁也选不到它", $"No group of article 4 lists “{row.Id}”; nobody could choose it");
        }

        return row;
    }

    private static ScopeRow ReadScope(Fields f) => new(
        f.Identity("id", Scopes),
        ReadClause(f),
        f.Wording("name"),
        ReadShort(f),
        f.References("rows", Rows),
        f.OptionalFlag("received_only", false),
        f.OptionalWording("gap"));

    private static Wording ReadShort(Fields f)
    {
        var name = f.Wording("short");
        if (name.Zh.Length > ShortName)
        {
            f.Wrong("short", $"简称超过{ShortName}个字", $"The short name is longer than {ShortName} characters");
        }

        return name;
    }

    private static Clause ReadClause(Fields f) => new(f.Number("article", 1, 99), f.OptionalNumber("item", 1, 99, 0));

    private static ConditionOption ReadOption(Fields f) => new(f.Text("id"), f.Wording("text"), f.OptionalFlag("holds", true));

    private static LevelTable ReadLevels(Fields f) => new(
        f.Part(nameof(Level.TopSecret), g => ReadLevel(g, Level.TopSecret)),
        f.Part(nameof(Level.Secret), g => ReadLevel(g, Level.Secret)),
        f.Part(nameof(Level.Confidential), g => ReadLevel(g, Level.Confidential)));

    private static LevelPolicy ReadLevel(Fields f, Level level)
    {
        var policy = new LevelPolicy(level, f.Number("cap_years", 1, 100), f.Number("default_years", 1, 100));
        if (f.Has("cap_years") && policy.DefaultYears > policy.CapYears)
        {
            f.Wrong("default_years", "默认期限超过上限", "The default is above the cap");
        }

        return policy;
    }

    private static TermPolicy ReadTerms(Fields f)
    {
        f.Need("reminder_days", "accepted_from_outside");
        var days = f.Numbers("reminder_days", 1, 3650);
        if (days.IsEmpty && f.Has("reminder_days"))
        {
            f.Wrong("reminder_days", "至少要有一个提醒天数", "There is at least one reminder day");
        }

        if (!days.SequenceEqual(days.Distinct().OrderDescending()))
        {
            f.Wrong("reminder_days", "提醒天数应当从多到少排列，不重复", "Reminder days go from many to few, none twice");
        }

        return new(f.Number("max_months", 1, 11), days, [.. f.Words("accepted_from_outside", Forms).Select(Enum.Parse<TermForm>)]);
    }

    private static ProcedurePolicy ReadProcedure(Fields f) =>
        new(f.Flag("allow_same_person_steps"), f.Flag("catch_all_needs_group_opinion"), f.Number("step_days", 1, 60));

    private static MarkingPolicy ReadMarking(Fields f) => new(
        f.Word("star", ["★"]),
        Fonts(f),
        f.Number("half_points", 12, 144),
        f.Number("top_margin", 0, 8000),
        f.Number("left_margin", 0, 8000),
        f.Number("line_height", 100, 2000),
        f.Number("copy_number_digits", 1, 9));

    private static ImmutableArray<string> Fonts(Fields f)
    {
        f.Need("fonts");
        return f.Texts("fonts");
    }

    private static AccessPolicy ReadAccess(Fields f) => new(
        f.Number("password_length", 8, 64),
        f.Number("password_classes", 1, 4),
        f.Number("lock_after", 1, 20),
        f.Number("lock_minutes", 1, 1440),
        f.Number("idle_minutes", 1, 120));

    private static ImmutableDictionary<string, Reason> ReadReasons(Fields top)
    {
        var actors = top.Entries(Actors, Actors, (id, f) => (Id: id, Name: f.Both())).Unique(a => a.Id);
        var prefixes = (string[])[top.Text("prefix") + ".", "SYS."];
        var reasons = top.Entries(ReasonIds, ReasonIds, (code, f) =>
        {
            if (!prefixes.Any(p => code.StartsWith(p, StringComparison.Ordinal)))
            {
                f.Wrong("text", $"理由码应以 {string.Join(" 或 ", prefixes)} 开头", $"Reason codes begin with {string.Join(" or ", prefixes)}");
            }

            return ReadReason(code, f, actors.GetValueOrDefault(f.Reference("who", Actors)).Name ?? new("", ""));
        }).Unique(r => r.Code);
        foreach (var code in ReasonCodes.All.Where(c => top.Has(ReasonIds) && !reasons.ContainsKey(c)))
        {
            top.Wrong(ReasonIds, $"缺少系统要用的理由码“{code}”", $"The reason code “{code}”, which the product uses, is missing");
        }

        return reasons;
    }

    private static Reason ReadReason(string code, Fields f, Wording who) => new(
        code,
        f.Flag("literal"),
        f.Wording("text"),
        f.Wording("remedy"),
        who,
        f.Wording("rule"),
        f.Has("article") ? ReadClause(f) : null,
        f.Reference("basis", Basis),
        f.Word("about", Abouts));

    /// <summary>By key; of two with the same key, which is reported elsewhere, the first counts.</summary>
    private static ImmutableDictionary<string, T> Unique<T>(this IEnumerable<T> items, Func<T, string> key) =>
        items.DistinctBy(key).ToImmutableDictionary(key);
}
