using Shoumi.Rules;
using Shoumi.Rules.Policy;
using Shoumi.Server.Frame;

namespace Shoumi.Server.Features.Procedure;

/// <summary>The form of step 1, and of a reviewer's differing opinion: what is chosen so far and what follows from it.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Version">Of the case as shown: two people deciding at once are told apart by it.</param>
/// <param name="Differs">Whether a reviewer fills it in as a differing opinion.</param>
/// <param name="Step">Number of the step it is filled in at.</param>
/// <param name="Title">Title so far.</param>
/// <param name="Determination">State secret, internal or unclassified.</param>
/// <param name="Groups">The ten groups of article 4.</param>
/// <param name="Group">Id of the chosen group; <c>other</c> for the catch-all rows; null when none is chosen yet.</param>
/// <param name="Rows">The rows of article 5 under the chosen group.</param>
/// <param name="Row">Id of the chosen row.</param>
/// <param name="Conditions">Conditions of the rows, by id.</param>
/// <param name="Ticked">Ticked answers as <c>condition:option</c>.</param>
/// <param name="Holding">Ids of rows whose conditions all hold.</param>
/// <param name="Mixed">Highest level when the answers touch rows of several levels; null otherwise.</param>
/// <param name="Justification">Written justification of a catch-all row, or the reason why nothing is classified.</param>
/// <param name="Policy">Cap and default of the level that follows; null while no row holds.</param>
/// <param name="Origin">Where the term comes from.</param>
/// <param name="Amount">Number typed.</param>
/// <param name="Unit">Years or months.</param>
/// <param name="SuperiorRules">Superior rules in force for the row: id and words.</param>
/// <param name="SuperiorRule">Id of the chosen rule.</param>
/// <param name="Scope">Persons and units named so far.</param>
/// <param name="Found">Persons and units found by <paramref name="Query"/>.</param>
/// <param name="Query">What was searched for.</param>
/// <param name="People">How many persons the scope comes to.</param>
/// <param name="Preview">The mark and its dates.</param>
/// <param name="Hints">Where a law of higher rank says otherwise.</param>
/// <param name="SendTo">主送.</param>
/// <param name="Copies">Copies to be printed.</param>
/// <param name="Received">Particulars of a received matter.</param>
/// <param name="Next">Who acts next, by name.</param>
/// <param name="SavedAt">When the draft was last kept.</param>
/// <param name="ChangeReason">Why a decided matter is to change, as typed so far; null where the case determines.</param>
/// <param name="Form">What came back with the form.</param>
public sealed record ProposalModel(
    long CaseId,
    long Version,
    bool Differs,
    int Step,
    string Title,
    Determination Determination,
    IReadOnlyList<ScopeRow> Groups,
    string? Group,
    IReadOnlyList<MatterRow> Rows,
    string? Row,
    IReadOnlyDictionary<string, Condition> Conditions,
    IReadOnlySet<string> Ticked,
    IReadOnlySet<string> Holding,
    Level? Mixed,
    string Justification,
    LevelPolicy? Policy,
    TermOrigin Origin,
    string Amount,
    TermUnit Unit,
    IReadOnlyList<(string Id, string Text)> SuperiorRules,
    string? SuperiorRule,
    IReadOnlyList<ScopeMember> Scope,
    IReadOnlyList<ScopeMember> Found,
    string Query,
    int People,
    PreviewShown Preview,
    IReadOnlyList<LawHint> Hints,
    string SendTo,
    string Copies,
    ReceivedTyped Received,
    string Next,
    DateTimeOffset? SavedAt,
    string? ChangeReason,
    FormState Form)
{
    /// <summary>The row chosen, or null.</summary>
    public MatterRow? Chosen => Rows.FirstOrDefault(r => r.Id == Row);

    /// <summary>Whether the chosen group keeps the originator's level.</summary>
    public bool IsReceived => Groups.FirstOrDefault(g => g.Id == Group)?.ReceivedOnly == true;

    /// <summary>Last part of the path that a step posts to.</summary>
    public static string ActOf(int step) => step switch
    {
        1 => "propose",
        2 => "section-review",
        3 => "office-review",
        4 => "approval",
        _ => "ledger-entry",
    };
}

/// <summary>A person or a unit in the scope of knowledge.</summary>
/// <param name="Value">As posted: <c>p:12</c> or <c>u:3</c>.</param>
/// <param name="Note">Post of the person, or how many the unit has.</param>
/// <param name="Unit">Whether it is a unit.</param>
/// <param name="Chosen">Whether it is ticked.</param>
public sealed record ScopeMember(string Value, string Name, string Note, bool Unit, bool Chosen = true);

/// <summary>The mark and the dates "if approved today".</summary>
/// <param name="Level">Null while none follows.</param>
/// <param name="Valid">Whether level and term hold.</param>
/// <param name="Why">Why there is no mark.</param>
/// <param name="ApprovedOn">Today, or the day of step 4.</param>
/// <param name="Fixed">Whether that day is already fixed by step 4.</param>
/// <param name="LastProtectedDay">Null when the term never ends by itself.</param>
/// <param name="IssuedOn">The originator's date of a received matter, from which its term counts; null for an own one.</param>
/// <param name="StartsOn">Of a change, the day the matter was determined, from which its term still counts; null for a determination.</param>
public sealed record PreviewShown(Level? Level, Term Term, bool Valid, string? Why, DateOnly ApprovedOn, DateOnly? LastProtectedDay, bool Fixed = false, DateOnly? IssuedOn = null, DateOnly? StartsOn = null);

/// <summary>What a received matter brought along, as typed (article 4 item 10).</summary>
public sealed record ReceivedTyped(string Level, string Originator, string Number, string Term, string IssuedOn, bool Cipher);
