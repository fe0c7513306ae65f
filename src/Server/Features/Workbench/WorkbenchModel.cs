using Shoumi.Rules;

namespace Shoumi.Server.Features.Workbench;

/// <summary>What waits for me, first.</summary>
/// <param name="Highest">Highest level on the page.</param>
/// <param name="Figures">The strip of figures, each leading to the rows behind it.</param>
/// <param name="Mine">What waits for the viewer, by deadline.</param>
/// <param name="Ending">What is declassified by itself next; empty for administrators.</param>
/// <param name="Others">What the viewer has sent on and waits for; empty for administrators.</param>
/// <param name="Months">The last twelve months, oldest first; empty for administrators.</param>
/// <param name="Administrator">Whether the viewer is one of the three: a page without titles.</param>
/// <param name="MayOpenCase">Whether the viewer may open a case.</param>
public sealed record WorkbenchModel(
    DateOnly Today,
    Level? Highest,
    IReadOnlyList<Figure> Figures,
    IReadOnlyList<Waiting> Mine,
    IReadOnlyList<Ending> Ending,
    IReadOnlyList<Elsewhere> Others,
    IReadOnlyList<Month> Months,
    bool Administrator,
    bool MayOpenCase);

/// <summary>One figure of the strip.</summary>
/// <param name="Icon">Symbol in <c>icons.svg</c>.</param>
/// <param name="Alert">What is bad about it, such as 逾期 2.</param>
public sealed record Figure(string Icon, int Count, string Label, string Href, string? Alert = null);

/// <summary>One piece of work: deadline, verb, object, one button.</summary>
/// <param name="Verb">The regulation's verb, such as 记入台账.</param>
/// <param name="Level">Level proposed or fixed; null where there is none (yet).</param>
/// <param name="Title">Title, or for administrators the account or number; null when it may not be shown.</param>
/// <param name="Note">Step and where it comes from.</param>
/// <param name="Button">Words of the button.</param>
public sealed record Waiting(string Href, DateOnly? Due, string Verb, Level? Level, Term Term, string? Title, string Note, string Button)
{
    /// <summary>At which the line is protected: a change at no less than its matter.</summary>
    public Level? Protected { get; init; } = Level;
}

/// <summary>An item whose term runs out soon.</summary>
/// <param name="Href">Null where the viewer may know number and mark only.</param>
/// <param name="StartsOn">Null there too.</param>
/// <param name="FreeFrom">First free day.</param>
public sealed record Ending(string? Href, Level Level, Term Term, string? Title, DateOnly? StartsOn, DateOnly FreeFrom);

/// <summary>Work of the viewer that lies with somebody else.</summary>
/// <param name="Who">By name.</param>
/// <param name="Step">What that person is to do.</param>
/// <param name="Number">Number of the case.</param>
/// <param name="SentDays">Days since it was sent.</param>
public sealed record Elsewhere(string Href, string Who, string Step, string Number, int SentDays);

/// <summary>One month of the chart.</summary>
public sealed record Month(DateOnly First, int Classified, int Declassified);
