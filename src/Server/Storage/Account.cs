using Microsoft.AspNetCore.Identity;

namespace Shoumi.Server.Storage;

/// <summary>A sign-in. One person has one account, and an account one person; administrators too.</summary>
public sealed class Account : IdentityUser<int>
{
    public int PersonId { get; set; }

    /// <summary>Set when somebody else chose the password: nothing else opens until the person has chosen one.</summary>
    public bool MustChangePassword { get; set; }

    public DateTimeOffset? LastSignInAt { get; set; }

    public string? LastSignInFrom { get; set; }

    public bool Closed { get; set; }
}
