using System.Collections.Frozen;
using static Shoumi.Rules.Act;
using static Shoumi.Rules.Post;

namespace Shoumi.Rules;

/// <summary>
/// Who may do what: this page and no other. Whether the post is held for the right unit, in the right order and by the right person
/// is judged by the chapters; whoever does not hold one of these posts is refused before anything is looked up.
/// The three administrators stand apart: what is theirs is nobody else's, and nothing of the regulation is theirs.
/// </summary>
public static class Authority
{
    private static readonly PostSet Business = PostSet.Of(
        ActionOfficer, SectionHead, OfficeSecretary, DeputyDirectorInCharge, RegistryClerk, RegistryTopSecretCustodian,
        PrintRoomOperator, SecrecyOfficer, LeadingGroupHead, LeadingGroupDeputy, LeadingGroupMember);

    private static readonly PostSet Everyone = new(Business.Bits | PostSet.Of(SystemAdministrator, SecurityAdministrator, SecurityAuditor).Bits);

    /// <summary>One act, the posts it is granted to, and the reason code of the refusal for everybody else.</summary>
    public sealed record Grant(Act Act, PostSet Posts, string Refusal, string Requirement);

    /// <summary>The whole table, in the order of the acts' numbers; <c>docs/authority.md</c> is printed from it.</summary>
    public static readonly IReadOnlyList<Grant> Grants =
    [
        To(SetUpBureau, "SYS.SETUP", "RN1.4"),                                        // once, before anybody exists
        To(OpenAccount, "SYS.POST", "RN1.4", SystemAdministrator),
        To(ResetPassword, "SYS.POST", "RN1.4", SecurityAdministrator),
        To(UnlockAccount, "SYS.POST", "RN1.4", SecurityAdministrator),
        To(SignIn, "SYS.POST", "RN1.4", Everyone),
        To(SignInRefused, "SYS.ACCOUNT", "RN1.4", Post.System),
        To(SignOut, "SYS.POST", "RN1.4", Everyone),
        To(ChangeOwnPassword, "SYS.POST", "RN1.4", Everyone),
        To(CloseAccount, "SYS.POST", "RN1.4", SystemAdministrator),
        To(SuspendByClock, "SYS.POST", "R6.6.4", Post.System),
        To(ConfirmClock, "SYS.POST", "R6.6.4", SecurityAdministrator),
        To(AdoptPolicyPack, "SYS.POST", "R7.1.4", Post.System),
        To(ResetAdministratorPassword, "SYS.POST", "RN1.4", SystemAdministrator, SecurityAdministrator, SecurityAuditor), // each for one other: ResetBy
        To(SignAuditHead, "SYS.POST", "RN1.4", SecurityAuditor, Post.System),
        To(ExportAuditLedger, "SYS.POST", "RN1.4", SecurityAuditor),
        To(CheckAuditLedger, "SYS.POST", "RN1.4", SecurityAuditor),

        To(ViewWorkbench, "SYS.POST", "RN4.3", Everyone),
        To(ViewOrganisation, "SYS.POST", "RN1.2", Everyone),
        To(ViewAuditLedger, "SYS.POST", "RN1.4", SecurityAuditor),
        To(ViewRegulation, "SYS.POST", "RN3.1", Everyone),
        To(FindPeople, "SYS.POST", "R7.1.6", Everyone),

        To(CreateToken, "SYS.POST", "RN1.4", Business),                              // an administrator's program would see no more than the administrator
        To(RevokeToken, "SYS.POST", "RN1.4", Business),
        To(ViewTokens, "SYS.POST", "RN1.4", Business),

        To(AddUnit, "SYS.POST", "RN1.2", SystemAdministrator),
        To(CloseUnit, "SYS.POST", "RN1.2", SystemAdministrator),
        To(AddPerson, "SYS.POST", "RN1.2", SystemAdministrator),
        To(AppointToPost, "SYS.POST", "RN1.2", SecurityAdministrator),
        To(EndAppointment, "SYS.POST", "RN1.2", SecurityAdministrator),
        To(SetClearedLevel, "SYS.POST", "RN1.2", SecurityAdministrator),
        To(EndService, "SYS.POST", "RN1.2", SystemAdministrator),
        To(MovePerson, "SYS.POST", "RN1.2", SystemAdministrator),

        To(RegisterSuperiorRule, "SYS.POST", "R6.3.1", SecrecyOfficer),
        To(WithdrawSuperiorRule, "SYS.POST", "R6.3.1", SecrecyOfficer),
        To(DeclassifyAutomatically, "SYS.POST", "R6.6.2", Post.System),
        To(ViewTerms, "SYS.POST", "R6.6.3", Business),

        To(OpenCase, "SYS.POST", "R7.1.1", ActionOfficer),
        To(Propose, "SYS.POST", "R7.1.2", ActionOfficer),
        To(ReviewAsSectionHead, "MZ.7.2", "R7.2.1", SectionHead),
        To(ReviewAsOfficeSecretary, "MZ.7.3", "R7.3.1", OfficeSecretary),
        To(Approve, "MZ.7.4", "R7.4.1", DeputyDirectorInCharge),
        To(EnterInLedger, "MZ.7.5", "R7.5.1", RegistryClerk),
        To(RecordPaperApproval, "MZ.7.4", "R7.4.1", OfficeSecretary, RegistryClerk),
        To(Withdraw, "SYS.POST", "R7.7", ActionOfficer),
        To(GiveGroupOpinion, "SYS.POST", "R5.4", LeadingGroupHead, LeadingGroupDeputy),
        To(RequestCorrection, "MZ.7.5", "R7.5.1", RegistryClerk),
        To(ConfirmCorrection, "SYS.POST", "R7.5.1", SecrecyOfficer, RegistryClerk),
        To(RejectCorrection, "SYS.POST", "R7.5.1", SecrecyOfficer, RegistryClerk),
        To(ReplaceDraft, "SYS.POST", "R7.1.1", ActionOfficer),
        To(TakeOverCase, "SYS.POST", "R7.7", SectionHead),
        To(ImportOldLedger, "MZ.7.5", "R7.5.1", RegistryClerk),
        To(AskReversal, "MZ.7.5", "R7.5.1", RegistryClerk, SecrecyOfficer),
        To(ConfirmReversal, "MZ.7.5", "R7.5.1", RegistryClerk, SecrecyOfficer),
        To(RejectReversal, "MZ.7.5", "R7.5.1", RegistryClerk, SecrecyOfficer),
        To(ViewImports, "MZ.7.5", "R7.5.1", RegistryClerk, SecrecyOfficer),
        To(ViewCases, "SYS.POST", "R7.1.1", Business),
        To(ViewClassificationLedger, "SYS.POST", "R7.5.1", Business),
        To(ExportClassificationLedger, "SYS.POST", "R7.5.1", RegistryClerk, SecrecyOfficer, SectionHead, DeputyDirectorInCharge),
        To(PrintDraftingSheet, "SYS.POST", "R7.1.3", Business),
        To(ViewStatistics, "SYS.POST", "R7.5.1", Business),
        To(PrintStatistics, "SYS.POST", "R7.5.1", RegistryClerk, SecrecyOfficer, SectionHead, DeputyDirectorInCharge),
        To(OpenChange, "SYS.POST", "R7.4.1", ActionOfficer),
        To(ReceiveNotice, "SYS.POST", "R8.6", Business),
        To(ConfirmRemarking, "SYS.POST", "R8.6", Business),
        To(ReviewYearly, "SYS.POST", "R7.4.1", SectionHead, RegistryClerk),
        To(ViewChanges, "SYS.POST", "R7.4.1", Business),
        To(PrintChange, "SYS.POST", "R7.4.1", Business),

        To(IssueMarkedDocument, "MZ.7.5", "R8.1.1", RegistryClerk),
        To(IssueRemarkedDocument, "MZ.7.5", "R8.6", RegistryClerk),
    ];

    private static readonly FrozenDictionary<int, Ruling> Refusals =
        Grants.ToFrozenDictionary(g => (int)g.Act, g => Ruling.Forbid(g.Refusal, g.Requirement));

    private static readonly uint[] ByNumber = Fill();

    /// <summary>Whether one of these posts may do the act at all. An act that is not in the table is refused.</summary>
    public static Ruling Judge(Act act, PostSet posts) =>
        (uint)act < (uint)ByNumber.Length && (ByNumber[(int)act] & posts.Bits) != 0
            ? Ruling.Yes
            : Refusals.GetValueOrDefault((int)act) ?? Ruling.Forbid("SYS.POST", "R7.2.1");

    /// <summary>
    /// The one administrator who may reset the password of another: the auditor that of the security administrator, who may that of the
    /// system administrator, who may that of the auditor. A ring, so that nobody is lost for good and nobody reaches both others by one
    /// reset; each leaves its line in the audit ledger and shuts out the owner, who is told at the next sign-in.
    /// </summary>
    /// <returns>Null where the owner is no administrator.</returns>
    [Requirement("RN1.4")]
    public static Post? ResetBy(Post? administrator) => administrator switch
    {
        SecurityAdministrator => SecurityAuditor,
        SystemAdministrator => SecurityAdministrator,
        SecurityAuditor => SystemAdministrator,
        null or Post.System or ActionOfficer or SectionHead or OfficeSecretary or DeputyDirectorInCharge or RegistryClerk or RegistryTopSecretCustodian
            or PrintRoomOperator or SecrecyOfficer or LeadingGroupHead or LeadingGroupDeputy or LeadingGroupMember => null,
    };

    /// <summary>The posts that may do the act.</summary>
    public static PostSet PostsFor(Act act) => new((uint)act < (uint)ByNumber.Length ? ByNumber[(int)act] : 0);

    private static Grant To(Act act, string refusal, string requirement, params ReadOnlySpan<Post> posts) =>
        new(act, PostSet.Of(posts), refusal, requirement);

    private static Grant To(Act act, string refusal, string requirement, PostSet posts) => new(act, posts, refusal, requirement);

    private static uint[] Fill()
    {
        var table = new uint[Grants.Max(g => (int)g.Act) + 1];
        foreach (var grant in Grants)
        {
            table[(int)grant.Act] = grant.Posts.Bits;
        }

        return table;
    }
}
