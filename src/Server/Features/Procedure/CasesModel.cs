using Shoumi.Rules;
using Shoumi.Server.Frame;

namespace Shoumi.Server.Features.Procedure;

/// <summary>Opening a case: the draft is presented, its digest kept.</summary>
/// <param name="Drafter">Who opens it.</param>
/// <param name="Unit">The drafter's unit.</param>
/// <param name="LargestMegabytes">Largest draft accepted.</param>
public sealed record OpenCaseModel(string Drafter, string Unit, int LargestMegabytes, FormState Form);

/// <summary>The cases the viewer may see.</summary>
/// <param name="Tabs">Views with their counts; the counts are of what the viewer may see.</param>
/// <param name="Previous">Link to the rows before; null at the beginning.</param>
/// <param name="Next">Link to the rows after; null at the end.</param>
public sealed record CasesModel(
    DateOnly Today, Level? Highest, IReadOnlyList<Tab> Tabs, IReadOnlyList<CaseRow> Rows, string? Previous, string? Next, bool MayOpenCase);

/// <summary>One case in the list.</summary>
/// <param name="Turn">Whose turn it is; null when closed.</param>
/// <param name="Closed">Words of a closed case.</param>
public sealed record CaseRow(
    long Id, string Number, Level? Level, Term Term, Determination? Determination, string? Title, string Unit, string Drafter, int Step,
    TurnShown? Turn, DateOnly? Due, string? Closed, DateTimeOffset ChangedAt);
