using System.Collections.Immutable;
using Shoumi.Rules;
using Shoumi.Rules.Matters;
using Shoumi.Rules.Policy;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Access;

namespace Shoumi.Server.Features.Procedure;

/// <summary>A proposal as it is typed: by the drafter, by a reviewer who changes it, or half-finished for the preview.</summary>
public sealed record ProposalInput(
    string? Title,
    Determination? Determination,
    string? ScopeId,
    ImmutableArray<string> RowIds,
    ImmutableHashSet<string> Ticked,
    string? Justification,
    string? ClaimedLevel,
    bool? Foreseeable,
    string? Amount,
    TermUnit Unit,
    int? SuperiorRuleId,
    string? Originator,
    string? SourceNumber,
    string? SourceTerm,
    DateOnly? IssuedOn,
    bool CipherTelegram,
    ImmutableArray<int> People,
    ImmutableArray<int> Units,
    string? SendTo,
    int Copies,
    string? ChangeReason = null)
{
    /// <summary>An opinion as it would be typed again: to be changed, or to be judged once more on another day's facts.</summary>
    public static ProposalInput From(Proposal p, string? title) => new(
        title, p.Determination, p.ScopeId, p.RowIds, [.. p.Ticked], p.Justification, p.Level?.Word(), p.Foreseeable ?? p.Origin != TermOrigin.Default,
        p.Term.Form == TermForm.Duration ? $"{p.Term.Amount}" : "", p.Term.Unit == TermUnit.None ? TermUnit.Year : p.Term.Unit, p.SuperiorRuleId,
        p.Source?.Originator, p.Source?.DocumentNumber, p.Term.ToString(), p.Source?.IssuedOn, p.Source?.CipherTelegram ?? false, p.People, p.Units, p.SendTo, p.Copies, p.ChangeReason);

    /// <summary>Reads the fields; what is wrong with them stands in the form's errors.</summary>
    public static ProposalInput Read(Form form, PolicyPack pack)
    {
        var scope = form.Many("scope", 200, 20);
        var group = form.Among("group", pack.Scopes.Select(s => s.Id));
        var ticked = Answers(form, pack);
        var origin = form.OneOf<TermOrigin>("origin");
        var (within, amount, unit) = (form.Text("within", 20), form.Text("amount", 20), Counted(form));
        var (whyNot, justification) = (form.Text("whyNot", 500, lines: true), form.Text("justification", 500, lines: true));
        var rule = form.Number("superiorRule", 1, int.MaxValue, required: origin == TermOrigin.SuperiorRule);
        var determination = form.OneOf<Determination>("determination");
        return new ProposalInput(
            form.Text("title", 200),
            determination,
            group,
            Rows(pack, group, form.Among("row", pack.Rows.Select(r => r.Id)), ticked),
            ticked,
            // Two fields, because both may stand on the page: why a catch-all row applies, and why nothing is classified.
            determination is Rules.Determination.Internal or Rules.Determination.Unclassified ? whyNot : justification,
            form.Text("level", 20),
            origin is null ? null : origin is TermOrigin.Foreseen or TermOrigin.SuperiorRule,
            within ?? amount,
            within is null ? unit : TermUnit.Year,
            origin == TermOrigin.SuperiorRule ? rule : null,
            form.Text("originator", 60),
            form.Text("sourceNumber", 60),
            form.Text("sourceTerm", 40),
            form.Date("issuedOn"),
            form.Ticked("cipher"),
            Ids(form, scope, "p:"),
            Ids(form, scope, "u:"),
            form.Text("sendTo", 200),
            form.Number("copies", 1, 9999) ?? 1,
            form.Text("changeReason", 500, lines: true));
    }

    /// <summary>The answers ticked, each one that the pack offers.</summary>
    private static ImmutableHashSet<string> Answers(Form form, PolicyPack pack)
    {
        var ticked = form.Many("condition", 60, 80).Select(c => c.Replace(':', '.')).ToImmutableHashSet();
        if (ticked.Any(t => t.Split('.') is not [var condition, var option] || pack.Conditions.GetValueOrDefault(condition)?.Options.Any(o => o.Id == option) != true))
        {
            form.Unknown("condition");
        }

        return ticked;
    }

    // Article 6 counts years and months; whatever else is posted is no unit of this form.
    private static TermUnit Counted(Form form)
    {
        var unit = form.OneOf<TermUnit>("unit") ?? TermUnit.Year;
        if (unit is TermUnit.Year or TermUnit.Month)
        {
            return unit;
        }

        form.Unknown("unit");
        return TermUnit.Year;
    }

    /// <summary>
    /// The rows relied on: the one chosen and, where the answers meet the conditions of another row of the same group as well, that one too,
    /// so that a mixed record gets the highest level.
    /// </summary>
    [Requirement("R5.3")]
    private static ImmutableArray<string> Rows(PolicyPack pack, string? group, string? chosen, ImmutableHashSet<string> ticked)
    {
        if (chosen is null)
        {
            return [];
        }

        var others = pack.Scope(group ?? "") is { } scope
            ? scope.Rows.Select(pack.Row).OfType<MatterRow>().Where(r => r.Id != chosen && !r.Conditions.IsEmpty && r.Conditions.All(c => Holds(pack, c, ticked))).Select(r => r.Id)
            : [];
        return [chosen, .. others];
    }

    /// <summary>Whether the answers meet a condition.</summary>
    public static bool Holds(PolicyPack pack, string condition, ImmutableHashSet<string> ticked) => new MatterAnswer(null, [], ticked, null, null).Meets(pack.Conditions[condition]);

    private static ImmutableArray<int> Ids(Form form, IReadOnlyList<string> scope, string prefix)
    {
        var ids = ImmutableArray.CreateBuilder<int>();
        foreach (var text in scope)
        {
            if (text.StartsWith(prefix, StringComparison.Ordinal) && int.TryParse(text.AsSpan(2), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var id))
            {
                ids.Add(id);
            }
            else if (text.Length < 3 || text[1] != ':' || text[0] is not ('p' or 'u') || !int.TryParse(text.AsSpan(2), out _))
            {
                form.Unknown("scope");
            }
        }

        return ids.ToImmutable();
    }
}
