namespace Shoumi.Rules.Procedure;

/// <summary>意见: what one person said at one step of one revision. Written once; a later opinion stands beside it, never over it.</summary>
[Requirement("R7.8")]
public sealed class Opinion
{
    public int Id { get; private set; }

    public required int CaseId { get; init; }

    public required int Revision { get; init; }

    /// <summary>1–5; 0 for what is said outside the five steps (the leading group's opinion, a withdrawal).</summary>
    public required int Step { get; init; }

    public required Act Act { get; init; }

    public required int PersonId { get; init; }

    /// <summary>Post under which it was given.</summary>
    public required Post Post { get; init; }

    public required bool AsDeputy { get; init; }

    /// <summary>Null for the drafter's proposal and whatever is not a decision.</summary>
    public Decision? Decision { get; init; }

    /// <summary>The words of the opinion.</summary>
    public string? Text { get; init; }

    /// <summary>What is proposed, for the drafter and for a reviewer who changes it; null for a plain yes or a return.</summary>
    public Proposal? Proposal { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Date of the signature, for an approval signed on paper.</summary>
    public DateOnly? PaperDate { get; init; }

    /// <summary>Who recorded the paper.</summary>
    public int? RecordedById { get; init; }
}
