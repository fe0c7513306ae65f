using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Shoumi.Rules.Policy;
using Shoumi.Server.Storage;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Access;

/// <summary>Identity's accounts on our store. It never saves by itself: what it changes is saved with a line in the audit ledger, or as housekeeping.</summary>
public sealed class AccountStore : UserOnlyStore<Account, Store, int>
{
    public AccountStore(Store store)
        : base(store) => AutoSaveChanges = false;
}

/// <summary>The password rules of the policy pack: length, kinds of characters, no word that others would try first: the own name, the own number, the name of this system.</summary>
public static class Passwords
{
    /// <summary>What is wrong with the password, or null.</summary>
    public static string? Wrong(string? password, string staffNumber, string name, AccessPolicy policy, Language l)
    {
        if (string.IsNullOrEmpty(password) || password.Length < policy.PasswordLength)
        {
            return l.T($"口令至少 {policy.PasswordLength} 位", $"At least {policy.PasswordLength} characters");
        }

        if (password.Length > 128)
        {
            return l.T("口令最长 128 位", "At most 128 characters");
        }

        var classes = new[] { password.Any(char.IsLower), password.Any(char.IsUpper), password.Any(char.IsDigit), password.Any(c => !char.IsLetterOrDigit(c)) }.Count(x => x);
        if (classes < policy.PasswordClasses)
        {
            return l.T($"口令须含大写、小写、数字、符号中的 {policy.PasswordClasses} 类", $"Use {policy.PasswordClasses} of: capitals, small letters, digits, signs");
        }

        return new[] { staffNumber, name, "shoumi", "守密" }.Any(word => word.Length > 0 && password.Contains(word, StringComparison.OrdinalIgnoreCase))
            ? l.T("口令不得含本人姓名、工号和本系统的名称", "Must not contain your name, your staff number or the name of this system")
            : null;
    }

    /// <summary>Identity with our store and our hasher; wrong passwords are counted by <see cref="Lockout"/>.</summary>
    public static void AddAccounts(this IServiceCollection services)
    {
        services.AddIdentityCore<Account>(o =>
        {
            // Judged by Wrong above, which can say it in both languages.
            o.Password = new PasswordOptions { RequiredLength = 1, RequireDigit = false, RequireLowercase = false, RequireNonAlphanumeric = false, RequireUppercase = false, RequiredUniqueChars = 1 };
            o.User.AllowedUserNameCharacters = "";
        });
        services.AddScoped<IUserStore<Account>, AccountStore>();
        services.AddSingleton<IPasswordHasher<Account>, Argon2Hasher>();
    }
}
