using System.Collections.Immutable;
using Shoumi.Rules;
using Shoumi.Rules.Matters;
using Shoumi.Rules.Periods;
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
    bool CipherTelegram,
    ImmutableArray<int> People,
    ImmutableArray<int> Units,
    string? SendTo,
    int Copies)
{
    /// <summary>Reads the fields; what is wrong with them stands in the form's errors.</summary>
    public static ProposalInput Read(Form form)
    {
        var scope = form.Many("scope", 200, 20);
        return new ProposalInput(
            form.Text("title", 200),
            form.OneOf<Determination>("determination"),
            form.Text("scopeRow", 20),
            [.. form.Many("row", 20, 20)],
            [.. form.Many("tick", 60, 80)],
            form.Text("justification", 500),
            form.Text("level", 20),
            form.Raw("foreseeable") switch { "yes" => true, "no" => false, null or "" => null, _ => Bad(form, "foreseeable") },
            form.Text("amount", 20),
            form.OneOf<TermUnit>("unit") ?? TermUnit.Year,
            form.Number("superiorRule", 1, int.MaxValue),
            form.Text("originator", 60),
            form.Text("sourceNumber", 60),
            form.Text("sourceTerm", 40),
            form.Ticked("cipher"),
            Ids(form, scope, "p:"),
            Ids(form, scope, "u:"),
            form.Text("sendTo", 200),
            form.Number("copies", 1, 9999) ?? 1);
    }

    private static bool? Bad(Form form, string field)
    {
        form.OneOf<TermUnit>(field);
        return null;
    }

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
                form.OneOf<TermUnit>("scope");
            }
        }

        return ids.ToImmutable();
    }
}
