using System.Numerics;

namespace Shoumi.Rules;

/// <summary>Posts that acts are granted to. Held by dated appointment, never by a name in the code. Numbers are stored and never reused.</summary>
public enum Post
{
    /// <summary>The system itself: the clock that lets terms run out.</summary>
    System = 0,

    /// <summary>承办人: anyone in service may draft for the own unit.</summary>
    ActionOfficer = 1,

    /// <summary>处室负责人, of one unit.</summary>
    SectionHead = 2,

    /// <summary>局办公室文秘人员, of the office.</summary>
    OfficeSecretary = 3,

    /// <summary>分管局领导, in charge of one or more units.</summary>
    DeputyDirectorInCharge = 4,

    /// <summary>机要室定密工作经办人员.</summary>
    RegistryClerk = 5,

    /// <summary>机要室专人: keeps top secret carriers.</summary>
    RegistryTopSecretCustodian = 6,

    /// <summary>文印室操作人员.</summary>
    PrintRoomOperator = 7,

    /// <summary>专职保密员.</summary>
    SecrecyOfficer = 8,

    /// <summary>保密工作领导小组组长.</summary>
    LeadingGroupHead = 9,

    /// <summary>保密工作领导小组副组长.</summary>
    LeadingGroupDeputy = 10,

    /// <summary>保密工作领导小组组员.</summary>
    LeadingGroupMember = 11,

    /// <summary>系统管理员: installs, backs up, opens accounts; sees no titles.</summary>
    SystemAdministrator = 21,

    /// <summary>安全保密管理员: accounts' rights, unlocking; sees no titles.</summary>
    SecurityAdministrator = 22,

    /// <summary>安全审计员: reads the audit ledger; changes nothing.</summary>
    SecurityAuditor = 23,
}

/// <summary>A set of posts as one word of bits, so that asking costs no allocation.</summary>
public readonly record struct PostSet(uint Bits)
{
    /// <summary>Nobody.</summary>
    public static readonly PostSet None;

    /// <summary>The set of these posts.</summary>
    public static PostSet Of(params ReadOnlySpan<Post> posts)
    {
        var bits = 0u;
        foreach (var post in posts)
        {
            bits |= 1u << (int)post;
        }

        return new(bits);
    }

    /// <summary>Whether the post is among them.</summary>
    public bool Contains(Post post) => (Bits & (1u << (int)post)) != 0;

    /// <summary>Whether the two sets share a post.</summary>
    public bool Meets(PostSet other) => (Bits & other.Bits) != 0;

    /// <summary>This set and one more.</summary>
    public PostSet With(Post post) => new(Bits | (1u << (int)post));

    /// <summary>How many.</summary>
    public int Count => BitOperations.PopCount(Bits);

    /// <summary>The posts, in the order of their numbers.</summary>
    public IEnumerable<Post> Members
    {
        get
        {
            foreach (var post in Enum.GetValues<Post>())
            {
                if (Contains(post))
                {
                    yield return post;
                }
            }
        }
    }
}
