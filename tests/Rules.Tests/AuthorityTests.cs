using Xunit;

namespace Shoumi.Rules.Tests;

public sealed class AuthorityTests
{
    private static readonly Post[] Administrators = [Post.SystemAdministrator, Post.SecurityAdministrator, Post.SecurityAuditor];

    [Theory(DisplayName = "每种行为的编号一经使用即固定，不得改作他用")]
    [Requirement("RN1.4")]
    [MemberData(nameof(FrozenNumbers))]
    public void Numbers_are_frozen(string name, int number) => Assert.Equal(number, (int)Enum.Parse<Act>(name));

    [Fact(DisplayName = "新的行为要先固定编号")]
    [Requirement("RN1.4")]
    public void Every_act_is_frozen() => Assert.Empty(Enum.GetNames<Act>().Except(FrozenNumbers.Select(row => row.Data.Item1)));

    [Fact(DisplayName = "没有两种行为共用一个编号")]
    [Requirement("RN1.4")]
    public void Numbers_are_not_shared() => Assert.Equal(Enum.GetNames<Act>().Length, Enum.GetValues<Act>().Distinct().Count());

    [Fact(DisplayName = "每种行为都写明由哪些岗位办理，只写一次")]
    [Requirement("RN1.4")]
    public void Every_act_is_granted_once() => Assert.Equal(Enum.GetValues<Act>().Order(), Authority.Grants.Select(g => g.Act).Order());

    [Fact(DisplayName = "权限表写的就是判断的结果，对每种行为和每个岗位都如此")]
    [Requirement("RN1.4")]
    public void Judging_follows_the_table()
    {
        foreach (var grant in Authority.Grants)
        {
            foreach (var post in Enum.GetValues<Post>())
            {
                var ruling = Authority.Judge(grant.Act, PostSet.Of(post));
                Assert.Equal(grant.Posts.Contains(post), ruling.IsPermitted);
                Assert.All(ruling.Reasons, r => Assert.Equal((grant.Refusal, grant.Requirement), (r.Code, r.Requirement)));
            }
        }
    }

    [Theory(DisplayName = "三类管理员不办理条例规定的事项")]
    [Requirement("RN1.4", "R7.6")]
    [InlineData(601, 999)]
    public void Administrators_hold_no_business_act(int first, int last) => Assert.All(
        Enum.GetValues<Act>().Where(a => (int)a >= first && (int)a <= last),
        act => Assert.All(Administrators, post => Assert.False(Authority.Judge(act, PostSet.Of(post)).IsPermitted, $"{post} {act}")));

    [Fact(DisplayName = "三类管理员的专有权限互不重叠，业务岗位也没有")]
    [Requirement("RN1.4")]
    public void What_is_theirs_is_nobody_elses()
    {
        Act[] own =
        [
            Act.OpenAccount, Act.CloseAccount, Act.ResetPassword, Act.UnlockAccount, Act.ConfirmClock, Act.ViewAuditLedger,
            Act.AddUnit, Act.CloseUnit, Act.AddPerson, Act.EndService, Act.MovePerson, Act.AppointToPost, Act.EndAppointment, Act.SetClearedLevel,
        ];
        Assert.All(own, act =>
        {
            var posts = Authority.PostsFor(act).Members.ToArray();
            Assert.Contains(Assert.Single(posts), Administrators);
        });
    }

    [Fact(DisplayName = "没有岗位的人什么也不能办，表外的行为一律不准")]
    [Requirement("R7.2.1")]
    public void Nobody_may_nothing_and_the_unknown_is_refused()
    {
        Assert.All(Enum.GetValues<Act>(), act => Assert.False(Authority.Judge(act, PostSet.None).IsPermitted));
        Assert.All((int[])[-1, 0, 9999, int.MinValue, int.MaxValue], n => Assert.False(Authority.Judge((Act)n, new(uint.MaxValue)).IsPermitted));
    }

    [Theory(DisplayName = "五个环节各归其岗，转错了岗位说明应归谁办")]
    [Requirement("R7.2.1", "R7.3.1", "R7.4.1", "R7.5.1")]
    [InlineData(Act.ReviewAsSectionHead, Post.SectionHead, "MZ.7.2")]
    [InlineData(Act.ReviewAsOfficeSecretary, Post.OfficeSecretary, "MZ.7.3")]
    [InlineData(Act.Approve, Post.DeputyDirectorInCharge, "MZ.7.4")]
    [InlineData(Act.EnterInLedger, Post.RegistryClerk, "MZ.7.5")]
    public void Each_step_has_its_post(Act act, Post post, string code)
    {
        Assert.Equal([post], Authority.PostsFor(act).Members);
        ShippedPack.AssertRefused(Authority.Judge(act, PostSet.Of(Post.ActionOfficer)), code);
    }

    public static TheoryData<string, int> FrozenNumbers => new()
    {
        { "SetUpBureau", 1 },
        { "OpenAccount", 2 },
        { "ResetPassword", 3 },
        { "UnlockAccount", 4 },
        { "SignIn", 5 },
        { "SignInRefused", 6 },
        { "SignOut", 7 },
        { "ChangeOwnPassword", 8 },
        { "CloseAccount", 9 },
        { "SuspendByClock", 10 },
        { "ConfirmClock", 11 },
        { "SignAuditHead", 14 },
        { "ExportAuditLedger", 15 },
        { "CheckAuditLedger", 16 },
        { "AdoptPolicyPack", 12 },
        { "ResetAdministratorPassword", 13 },
        { "ViewWorkbench", 20 },
        { "ViewOrganisation", 21 },
        { "ViewAuditLedger", 22 },
        { "ViewRegulation", 23 },
        { "FindPeople", 24 },
        { "CreateToken", 30 },
        { "RevokeToken", 31 },
        { "ViewTokens", 32 },
        { "AddUnit", 101 },
        { "CloseUnit", 102 },
        { "AddPerson", 103 },
        { "AppointToPost", 104 },
        { "EndAppointment", 105 },
        { "SetClearedLevel", 106 },
        { "EndService", 107 },
        { "MovePerson", 108 },
        { "RegisterSuperiorRule", 601 },
        { "WithdrawSuperiorRule", 602 },
        { "DeclassifyAutomatically", 603 },
        { "ViewTerms", 620 },
        { "OpenCase", 701 },
        { "Propose", 702 },
        { "ReviewAsSectionHead", 703 },
        { "ReviewAsOfficeSecretary", 704 },
        { "Approve", 705 },
        { "EnterInLedger", 706 },
        { "RecordPaperApproval", 707 },
        { "Withdraw", 708 },
        { "GiveGroupOpinion", 709 },
        { "RequestCorrection", 710 },
        { "ConfirmCorrection", 711 },
        { "RejectCorrection", 712 },
        { "ReplaceDraft", 713 },
        { "TakeOverCase", 714 },
        { "ImportOldLedger", 715 },
        { "AskReversal", 716 },
        { "ConfirmReversal", 717 },
        { "RejectReversal", 718 },
        { "ViewImports", 719 },
        { "ViewCases", 720 },
        { "ViewClassificationLedger", 721 },
        { "ExportClassificationLedger", 722 },
        { "PrintDraftingSheet", 723 },
        { "ViewStatistics", 724 },
        { "PrintStatistics", 725 },
        { "OpenChange", 730 },
        { "ReceiveNotice", 731 },
        { "ConfirmRemarking", 732 },
        { "ReviewYearly", 733 },
        { "ViewChanges", 734 },
        { "PrintChange", 735 },
        { "IssueMarkedDocument", 801 },
        { "IssueRemarkedDocument", 802 },
    };
}
