using Shoumi.Server.Frame;
using Shoumi.Server.Storage.Proofs;

namespace Shoumi.Server.Features.Audit;

/// <summary>台账校验 as the security auditor works with it: heads signed so far, and what a check came to.</summary>
/// <param name="Lines">Number of the newest entry.</param>
/// <param name="Heads">Newest first.</param>
/// <param name="Checked">What the check just run came to; null where none was run.</param>
/// <param name="Form">What was typed, and what is wrong with it.</param>
public sealed record HeadsModel(long Lines, IReadOnlyList<HeadRow> Heads, CheckResult? Checked, FormState Form);

/// <summary>One signed head.</summary>
/// <param name="At">When it was signed, China Standard Time.</param>
/// <param name="Root">First characters of the root.</param>
/// <param name="Key">First characters of the key's fingerprint.</param>
public sealed record HeadRow(long Size, DateTimeOffset At, string Root, string Key);
