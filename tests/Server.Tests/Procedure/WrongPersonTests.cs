using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Features.Organisation;
using Shoumi.Server.Storage;
using Shoumi.Server.Tests.Running;
using Xunit;

namespace Shoumi.Server.Tests.Procedure;

/// <summary>Who may not act is told why. An office of its own: elsewhere people are appointed to further posts.</summary>
public abstract class WrongPersonTests(Office office)
{
    [Fact(DisplayName = "每一步都只由本步岗位办理，其他人得到理由代码、条款、理由和出路，并记入审计台账")]
    [Requirement("R7.2.1", "R7.3.1", "R7.4.1", "R7.5.1", "R3.1")]
    public async Task The_wrong_person_is_refused_at_each_step()
    {
        (Stage At, string Step, string Right, string Code, string[] Wrong)[] steps =
        [
            (Stage.SectionReview, "section-review", Staff.Head, "MZ.7.2", [Staff.Drafter, Staff.Colleague, Staff.Secretary, Staff.Clerk]),
            (Stage.OfficeReview, "office-review", Staff.Secretary, "MZ.7.3", [Staff.Drafter, Staff.OfficeHead, Staff.Leader, Staff.Clerk]),
            (Stage.Approval, "approval", Staff.Leader, "MZ.7.4", [Staff.Drafter, Staff.Head, Staff.Secretary, Staff.Clerk]),
            (Stage.LedgerEntry, "ledger-entry", Staff.Clerk, "MZ.7.5", [Staff.Drafter, Staff.Custodian, Staff.Leader, Staff.SecrecyOfficer]),
        ];
        foreach (var (at, step, _, code, wrong) in steps)
        {
            var id = await office.WaitingAtAsync(at);
            foreach (var who in wrong)
            {
                var before = office.LastLine();
                var answer = await office.DecideAsync(id, who, step);
                office.Refused(answer, code, before);
                Assert.Equal(office.Id(who), office.Line(before + 1).ActorId);
                Assert.Contains("七条", answer.Read, StringComparison.Ordinal);
            }

            Assert.Equal(at, office.Case(id).Stage);
            office.Clock.Pass(TimeSpan.FromSeconds(70));
        }
    }
}

public sealed class WrongPersonOnSqlite(SqliteOffice office) : WrongPersonTests(office), IClassFixture<SqliteOffice>;

public sealed class WrongPersonOnPostgres(PostgresOffice office) : WrongPersonTests(office), IClassFixture<PostgresOffice>;
