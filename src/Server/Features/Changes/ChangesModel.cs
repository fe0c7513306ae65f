using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Frame;

namespace Shoumi.Server.Features.Changes;

/// <summary>What becomes of matters after the decision: changes under way, notices to sign for and to re-mark by, the yearly review.</summary>
/// <param name="View">Which of the lists: <c>under-way</c>, <c>notices</c> or <c>review</c>.</param>
/// <param name="Cases">Changes under way and the latest that are done.</param>
/// <param name="Notices">Notices that are not done with yet.</param>
/// <param name="Due">Matters due for this year's review.</param>
/// <param name="Units">How far each unit is with it.</param>
/// <param name="MayReview">Whether the viewer reviews matters: heads a unit, or keeps what old ledgers left without one.</param>
/// <param name="More">Whether the list shown goes on.</param>
/// <param name="Notice">The notice whose form came back, with <paramref name="Form"/>.</param>
public sealed record ChangesModel(
    DateOnly Today,
    Level? Highest,
    string View,
    IReadOnlyList<Tab> Tabs,
    IReadOnlyList<ChangeRow> Cases,
    IReadOnlyList<NoticeRow> Notices,
    IReadOnlyList<ReviewRow> Due,
    IReadOnlyList<ReviewUnit> Units,
    bool MayReview,
    bool More,
    int? Notice,
    FormState Form);

/// <summary>One change.</summary>
/// <param name="From">The mark before.</param>
/// <param name="To">The mark proposed or approved; null where the secrecy ends.</param>
/// <param name="Stage">Where it stands, in words.</param>
public sealed record ChangeRow(int Id, string Number, CasePurpose Purpose, string? Title, string Entry, Level FromLevel, Term FromTerm, Level? ToLevel, Term ToTerm, string Unit, string Stage, bool Closed);

/// <summary>One notice to one holder.</summary>
/// <param name="Holder">Unit, or the recipient outside.</param>
/// <param name="MayReceive">Whether the viewer may sign for it now.</param>
/// <param name="MayRemark">Whether the viewer may give the re-marking receipt now.</param>
/// <param name="Slip">Whether the viewer records it from a slip signed on paper, with its date.</param>
/// <param name="Outside">Whether the holder is outside the bureau.</param>
/// <param name="NotNow">Why neither.</param>
public sealed record NoticeRow(int Id, int CaseId, string Number, CasePurpose Purpose, string? Title, string Holder, DateOnly IssuedOn, DateOnly? ReceivedOn, string? ReceivedBy, DateTimeOffset? RemarkedAt, bool Void, bool MayReceive, bool MayRemark, bool Slip, bool Outside);

/// <summary>One matter due for review.</summary>
public sealed record ReviewRow(int Id, string Number, Level Level, Term Term, string? Title, string Unit, DateOnly ClassifiedOn, DateOnly? FreeFrom, bool Mine);

/// <summary>How far a unit is.</summary>
public sealed record ReviewUnit(string Unit, int Reviewed, int Due);

/// <summary>The head of a change on the page of its case: what was, what is to be, who has been told.</summary>
/// <param name="Scope">The scope of knowledge before, in words.</param>
/// <param name="FreeFrom">First free day before.</param>
/// <param name="Extends">Whether the proposed term ends later: then the notices go before the entry.</param>
/// <param name="Undelivered">Notices not signed for.</param>
/// <param name="RemarkPath">Where the file is re-marked, once the change is entered; null before.</param>
public sealed record ChangeShown(
    CasePurpose Purpose, int EntryId, string Entry, Level Level, Term Term, DateOnly? FreeFrom, string Scope, string? NoticeNumber, string Reason, bool Extends, int Undelivered, IReadOnlyList<NoticeRow> Notices, string? RemarkPath);
