using Shoumi.Server.Texts;

namespace Shoumi.Server.Frame;

/// <summary>How one of the five steps stands.</summary>
public enum StepMark
{
    /// <summary>Not reached.</summary>
    Later,

    /// <summary>Being done now.</summary>
    Now,

    /// <summary>Done.</summary>
    Done,

    /// <summary>Sent back to step 1 from here.</summary>
    Returned,
}

/// <summary>A column of the step rail.</summary>
/// <param name="Number">1 to 5.</param>
/// <param name="Person">Who acts or has acted, by name; who is missing, in words, when the post is vacant.</param>
/// <param name="Post">Post and unit, such as 优抚安置科科长.</param>
/// <param name="Note">When, or what is still to come.</param>
/// <param name="Opinion">The opinion given.</param>
public sealed record StepShown(int Number, StepMark Mark, string Person, string Post, string Note, string? Opinion = null);

/// <summary>How the marks of the rail look and read.</summary>
public static class StepMarks
{
    /// <summary>Class in the stylesheet.</summary>
    public static string Look(this StepMark mark) => mark switch
    {
        StepMark.Later => "later",
        StepMark.Now => "now",
        StepMark.Done => "done",
        StepMark.Returned => "returned",
    };

    /// <summary>Read aloud behind the step's name.</summary>
    public static string Say(this Language l, StepMark mark) => mark switch
    {
        StepMark.Later => l.T("，未到", ", not reached"),
        StepMark.Now => l.T("，正在办理", ", now"),
        StepMark.Done => l.T("，已办", ", done"),
        StepMark.Returned => l.T("，退回", ", returned"),
    };
}
