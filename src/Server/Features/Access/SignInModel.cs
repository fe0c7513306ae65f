using Shoumi.Server.Frame;

namespace Shoumi.Server.Features.Access;

/// <summary>The sign-in page. It names nobody: who has an account is not to be learnt here.</summary>
/// <param name="Back">Path to go to afterwards.</param>
/// <param name="LockAfter">Wrong entries in a row that lock an account.</param>
/// <param name="LockMinutes">For how long.</param>
/// <param name="Demonstration">Sign-ins of the demonstration database; empty in a real one.</param>
public sealed record SignInModel(
    FormState Form, string Back, int LockAfter, int LockMinutes, IReadOnlyList<(string Number, string Who, string Password)> Demonstration);

/// <summary>The page for choosing a password of one's own.</summary>
/// <param name="Forced">Whether nothing else can be done before.</param>
/// <param name="Length">Least number of characters.</param>
/// <param name="Classes">Least number of kinds of characters.</param>
/// <param name="Chosen">Who chose the present password and when; null where the person did, or where no line of the ledger says so.</param>
public sealed record PasswordModel(FormState Form, bool Forced, int Length, int Classes, PasswordChosen? Chosen = null);

/// <summary>First start: one page, one post, three administrators.</summary>
/// <param name="PackTitle">Title of the regulation in the policy pack.</param>
/// <param name="PackVersion">Edition of the pack.</param>
/// <param name="Length">Least number of characters of a password.</param>
/// <param name="Classes">Least number of kinds of characters.</param>
public sealed record SetUpModel(FormState Form, string PackTitle, string PackVersion, int Length, int Classes);
