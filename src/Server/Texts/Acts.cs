using Shoumi.Rules;

namespace Shoumi.Server.Texts;

/// <summary>Every act by the regulation's verb, as the audit ledger and the case history show it.</summary>
public static class Acts
{
    /// <summary>The act's name.</summary>
    public static string Say(this Language l, Act act) => act switch
    {
        Act.SetUpBureau => l.T("首次设置", "Set up the bureau"),
        Act.OpenAccount => l.T("开户", "Open account"),
        Act.ResetPassword => l.T("重置口令", "Reset password"),
        Act.UnlockAccount => l.T("解锁账号", "Unlock account"),
        Act.SignIn => l.T("登录", "Sign in"),
        Act.SignInRefused => l.T("登录未通过", "Sign-in refused"),
        Act.SignOut => l.T("退出登录", "Sign out"),
        Act.ChangeOwnPassword => l.T("修改本人口令", "Change own password"),
        Act.CloseAccount => l.T("停用账号", "Close account"),
        Act.SuspendByClock => l.T("时钟异常，暂停自行解密", "Clock jumped, declassification suspended"),
        Act.ConfirmClock => l.T("确认时钟", "Confirm clock"),
        Act.AdoptPolicyPack => l.T("启用条例包", "Adopt policy pack"),
        Act.ResetAdministratorPassword => l.T("重置管理员口令", "Reset an administrator's password"),
        Act.ViewWorkbench => l.T("查看工作台", "View workbench"),
        Act.ViewOrganisation => l.T("查看组织与责任", "View organisation"),
        Act.ViewAuditLedger => l.T("查看审计台账", "View audit ledger"),
        Act.ViewRegulation => l.T("查看制度", "View regulation"),
        Act.FindPeople => l.T("查找人员", "Find people"),
        Act.AddUnit => l.T("登记单位", "Add unit"),
        Act.CloseUnit => l.T("撤销单位", "Close unit"),
        Act.AddPerson => l.T("登记人员", "Add person"),
        Act.AppointToPost => l.T("任职", "Appoint to post"),
        Act.EndAppointment => l.T("免职", "End appointment"),
        Act.SetClearedLevel => l.T("确定涉密等级", "Set cleared level"),
        Act.EndService => l.T("离岗", "End service"),
        Act.MovePerson => l.T("调动", "Move person"),
        Act.RegisterSuperiorRule => l.T("登记上级特殊规定", "Register superior rule"),
        Act.WithdrawSuperiorRule => l.T("停用上级特殊规定", "Withdraw superior rule"),
        Act.DeclassifyAutomatically => l.T("自行解密", "Automatic declassification"),
        Act.ViewTerms => l.T("查看期限与解密", "View terms"),
        Act.OpenCase => l.T("拟稿开案", "Open case"),
        Act.Propose => l.T("拟办", "Propose"),
        Act.ReviewAsSectionHead => l.T("处室审核", "Section review"),
        Act.ReviewAsOfficeSecretary => l.T("文秘审核", "Secretary's review"),
        Act.Approve => l.T("审批签发", "Approve and sign"),
        Act.EnterInLedger => l.T("记入台账", "Enter in ledger"),
        Act.RecordPaperApproval => l.T("补记纸质审批", "Record paper approval"),
        Act.Withdraw => l.T("撤回", "Withdraw"),
        Act.GiveGroupOpinion => l.T("领导小组意见", "Leading group opinion"),
        Act.RequestCorrection => l.T("申请更正", "Request correction"),
        Act.ConfirmCorrection => l.T("确认更正", "Confirm correction"),
        Act.RejectCorrection => l.T("不同意更正", "Reject correction"),
        Act.ReplaceDraft => l.T("换稿", "Replace draft"),
        Act.TakeOverCase => l.T("接办", "Take over case"),
        Act.ViewCases => l.T("查看定密办理", "View cases"),
        Act.ViewClassificationLedger => l.T("查看定密台账", "View classification ledger"),
        Act.ExportClassificationLedger => l.T("导出定密台账", "Export classification ledger"),
        Act.PrintDraftingSheet => l.T("打印发文拟稿签", "Print drafting sheet"),
        Act.ViewStatistics => l.T("查看统计", "View statistics"),
        Act.PrintStatistics => l.T("打印、导出统计", "Print or export statistics"),
        Act.IssueMarkedDocument => l.T("标注并交付文件", "Issue marked document"),
    };
}
