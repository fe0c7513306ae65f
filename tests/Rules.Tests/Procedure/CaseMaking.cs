using System.Collections.Immutable;
using Shoumi.Rules.Policy;
using Shoumi.Rules.Procedure;

namespace Shoumi.Rules.Tests.Procedure;

/// <summary>People and cases as the tests of article 7 need them: unit 10 drafts, unit 20 is another section.</summary>
internal static class CaseMaking
{
    public const int Section = 10, OtherSection = 20;
    public const int Drafter = 1, Stranger = 99;

    public static readonly ProcedurePolicy Strict = new(AllowSamePersonSteps: false, CatchAllNeedsGroupOpinion: true, StepDays: 3);
    public static readonly ProcedurePolicy SmallUnit = Strict with { AllowSamePersonSteps = true };

    /// <summary>A case of the drafter's, at that stage, in its first revision.</summary>
    public static CaseFacts At(Stage stage, params StepTaken[] taken) =>
        new(stage, 1, Drafter, Section, Determination.StateSecret, [.. taken], CatchAll: false, GroupOpinionGiven: false);

    /// <summary>Somebody who holds these posts, each for that unit.</summary>
    public static Actor Somebody(int id, int? unit, params Post[] posts) =>
        new(id, $"某{id}", Section, Level.TopSecret, [.. posts.Select(p => new Holding(p, unit, AsDeputy: false))], administers: null);

    /// <summary>Somebody in exactly this capacity: an administrator is one, everybody else holds the post for the drafter's unit.</summary>
    public static Actor In(Post post) => post is Post.System or Post.SystemAdministrator or Post.SecurityAdministrator or Post.SecurityAuditor
        ? new Actor(Stranger, "某", Section, null, [], post)
        : Somebody(Stranger, Section, post);

    /// <summary>An opinion as a drafter gives it.</summary>
    public static Proposal Proposed(Level? level = Level.Confidential, int years = 10) => new(
        level is null ? Determination.Internal : Determination.StateSecret, "SC-4-06", ["CL-5.3.2"], [], null, level, true, Term.Years(years),
        TermOrigin.Foreseen, null, null, [Drafter], [Section], null, 1, null);

    /// <summary>A new case.</summary>
    public static ClassificationCase Opened(DateTimeOffset at)
    {
        var opened = new ClassificationCase { Year = 2026, DrafterId = Drafter, UnitId = Section, OpenedAt = at, Kind = DocumentKind.Written };
        opened.Wait(at);
        return opened;
    }
}
