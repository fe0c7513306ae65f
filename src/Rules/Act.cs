namespace Shoumi.Rules;

/// <summary>
/// Every act of the product: one vocabulary with four uses – a workflow step, what <see cref="Authority"/> grants to a post, what an
/// endpoint requires, what the audit ledger records. The hundreds digit is the article. Numbers are stored for ever and never reused;
/// a test freezes them.
/// </summary>
public enum Act
{
    // Running the system
    SetUpBureau = 1,
    OpenAccount = 2,
    ResetPassword = 3,
    UnlockAccount = 4,
    SignIn = 5,
    SignInRefused = 6,
    SignOut = 7,
    ChangeOwnPassword = 8,
    CloseAccount = 9,
    SuspendByClock = 10,
    ConfirmClock = 11,
    AdoptPolicyPack = 12,
    ResetAdministratorPassword = 13,
    SignAuditHead = 14,
    ExportAuditLedger = 15,
    CheckAuditLedger = 16,

    // Looking
    ViewWorkbench = 20,
    ViewOrganisation = 21,
    ViewAuditLedger = 22,
    ViewRegulation = 23,
    FindPeople = 24,

    // Personal tokens: other programs act for the person who made them
    CreateToken = 30,
    RevokeToken = 31,
    ViewTokens = 32,

    // The notice, 1: organisation
    AddUnit = 101,
    CloseUnit = 102,
    AddPerson = 103,
    AppointToPost = 104,
    EndAppointment = 105,
    SetClearedLevel = 106,
    EndService = 107,
    MovePerson = 108,

    // Article 6: terms
    RegisterSuperiorRule = 601,
    WithdrawSuperiorRule = 602,
    DeclassifyAutomatically = 603,
    ViewTerms = 620,

    // Article 7: the five steps
    OpenCase = 701,
    Propose = 702,
    ReviewAsSectionHead = 703,
    ReviewAsOfficeSecretary = 704,
    Approve = 705,
    EnterInLedger = 706,
    RecordPaperApproval = 707,
    Withdraw = 708,
    GiveGroupOpinion = 709,
    RequestCorrection = 710,
    ConfirmCorrection = 711,
    RejectCorrection = 712,
    ReplaceDraft = 713,
    TakeOverCase = 714,
    ImportOldLedger = 715,
    AskReversal = 716,
    ConfirmReversal = 717,
    RejectReversal = 718,
    ViewImports = 719,
    ViewCases = 720,
    ViewClassificationLedger = 721,
    ExportClassificationLedger = 722,
    PrintDraftingSheet = 723,
    ViewStatistics = 724,
    PrintStatistics = 725,
    OpenChange = 730,
    ReceiveNotice = 731,
    ConfirmRemarking = 732,
    ReviewYearly = 733,
    ViewChanges = 734,
    PrintChange = 735,

    // Article 8: marking
    IssueMarkedDocument = 801,
    IssueRemarkedDocument = 802,
}
