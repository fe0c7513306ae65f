using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Server.Access;
using Shoumi.Server.Tests.Running;
using Xunit;

namespace Shoumi.Server.Tests.Organisation;

/// <summary>Persons, their units and their posts: who holds what from which day to which, and who knows what because of it.</summary>
public abstract class PeopleTests(Office office)
{
    [Theory(DisplayName = "当日或以后才开始的任职，免职之后一天也不算数")]
    [Requirement("RN1.3", "R7.2.1")]
    [InlineData(0)]
    [InlineData(10)]
    public async Task An_appointment_ended_before_it_took_effect_never_holds(int daysAhead)
    {
        var (from, person) = (office.Today.AddDays(daysAhead), office.Id(Staff.Stranger));
        await AppointAsync(Staff.Stranger, Post.PrintRoomOperator, null, from);
        var appointment = office.Read(s => s.Appointments.AsNoTracking().Where(a => a.PersonId == person).OrderByDescending(a => a.Id).First());
        Assert.Contains($"/organisation/appointments/{appointment.Id}/end", (await office.As(Staff.SecurityAdministrator).GetAsync($"/organisation?person={person}")).Body, StringComparison.Ordinal);

        Assert.Equal(302, (await office.As(Staff.SecurityAdministrator).PostAsync($"/organisation/appointments/{appointment.Id}/end")).Status);

        Assert.DoesNotContain(Post.PrintRoomOperator, Posts(Staff.Stranger, office.Today));
        Assert.DoesNotContain(Post.PrintRoomOperator, Posts(Staff.Stranger, from));
        var page = await office.As(Staff.SecurityAdministrator).GetAsync($"/organisation?person={person}");
        Assert.DoesNotContain($"/organisation/appointments/{appointment.Id}/end", page.Body, StringComparison.Ordinal);
        Assert.Contains("未到任", page.Read, StringComparison.Ordinal);
        Assert.Equal(400, (await office.As(Staff.SecurityAdministrator).PostAsync($"/organisation/appointments/{appointment.Id}/end")).Status);
    }

    [Fact(DisplayName = "任职的岗位里不列三员：三员不由任命产生")]
    [Requirement("RN1.4")]
    public async Task The_administrators_posts_are_not_offered()
    {
        var page = await office.As(Staff.SecurityAdministrator).GetAsync($"/organisation?person={office.Id(Staff.Stranger)}");

        Assert.Contains("<option value=\"SecrecyOfficer\"", page.Body, StringComparison.Ordinal);
        Assert.All(new[] { "SystemAdministrator", "SecurityAdministrator", "SecurityAuditor" }, post => Assert.DoesNotContain($"<option value=\"{post}\"", page.Body, StringComparison.Ordinal));
    }

    [Fact(DisplayName = "调动当日起，按新单位知悉，原单位的不再知悉；调动记入审计台账")]
    [Requirement("RN1.2", "RN1.6", "R7.1.6")]
    public async Task Knowledge_follows_the_unit_at_once()
    {
        var (old, @new) = (office.Unit(Staff.Drafting), office.Unit(Staff.Other));
        var (theirs, _) = await office.RegisteredAsync(id => [.. office.Proposal(id, title: "原单位知悉的计划"), ("scope", $"u:{old}")]);
        var (others, _) = await office.RegisteredAsync(id => [.. office.Proposal(id, title: "新单位知悉的计划"), ("scope", $"u:{@new}")]);
        Assert.Equal(200, (await office.As(Staff.Colleague).GetAsync($"/cases/{theirs}")).Status);

        Assert.Contains($"/organisation/persons/{office.Id(Staff.Colleague)}/move", (await office.As(Staff.SystemAdministrator).GetAsync($"/organisation?person={office.Id(Staff.Colleague)}")).Body, StringComparison.Ordinal);
        Assert.Equal(302, (await MoveAsync(Staff.Colleague, @new)).Status);

        Assert.Equal(404, (await office.As(Staff.Colleague).GetAsync($"/cases/{theirs}")).Status);
        Assert.Equal(200, (await office.As(Staff.Colleague).GetAsync($"/cases/{others}")).Status);
        Assert.Equal((108, $"person {Staff.Colleague}", 1), ((int)office.Line(office.LastLine()).Act, office.Line(office.LastLine()).Subject, office.Line(office.LastLine()).Outcome));
        Assert.Equal(302, (await MoveAsync(Staff.Colleague, old)).Status);
    }

    [Fact(DisplayName = "仍负责原单位、或仍任只由原单位人员担任的岗位的，先免职再调动；三员不调动")]
    [Requirement("RN1.2", "RN1.6", "R3.1")]
    public async Task Whoever_still_holds_a_post_of_the_old_unit_is_not_moved()
    {
        foreach (var (who, post) in new[] { (Staff.OtherHead, "处室负责人"), (Staff.SecondClerk, "机要室定密经办") })
        {
            var before = office.LastLine();
            var answer = await MoveAsync(who, office.Unit(Staff.Drafting));
            office.Refused(answer, "SYS.MOVE", before);
            Assert.Contains(post, answer.Plain, StringComparison.Ordinal);
        }

        var then = office.LastLine();
        office.Refused(await MoveAsync(Staff.Auditor, office.Unit(Staff.Drafting)), "SYS.ADMIN", then);
    }

    [Theory(DisplayName = "调动只到另一个现有的科室、单位")]
    [Requirement("RN1.6")]
    [InlineData(Staff.Drafting)]
    [InlineData("滨江市民政局")]
    [InlineData(null)]
    public async Task One_moves_to_another_unit_that_exists(string? unit)
    {
        var before = office.LastLine();

        var answer = await MoveAsync(Staff.Drafter, unit is null ? 987654 : office.Unit(unit));

        Assert.Equal(400, answer.Status);
        Assert.Contains("moveTo-error", answer.Body, StringComparison.Ordinal);
        Assert.Equal(before, office.LastLine());
    }

    [Fact(DisplayName = "领导小组组成不合通知要求的，写明代码、缺什么、怎么补")]
    [Requirement("RN1.2", "R3.1")]
    public async Task What_the_leading_group_lacks_comes_with_its_remedy()
    {
        var page = (await office.As(Staff.SecurityAdministrator).GetAsync("/organisation")).Plain;

        Assert.Contains("MZ.N1.GROUP", page, StringComparison.Ordinal);
        Assert.Contains("领导小组的组成不合通知要求：单位负责人未列入", page, StringComparison.Ordinal);
        Assert.Contains(Office.Pack.Reason("MZ.N1.GROUP").Remedy.Zh, page, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "岗位不办理的事，说明是什么事、归哪个岗位办")]
    [Requirement("R3.1", "R7.2.1")]
    public async Task Whose_post_it_is_not_is_told_whose_it_is()
    {
        var before = office.LastLine();
        var answer = await office.As(Staff.Stranger).PostAsync("/terms/rules");
        office.Refused(answer, "SYS.POST", before);
        Assert.Contains("您的岗位不办理这件事：登记上级特殊规定", answer.Plain, StringComparison.Ordinal);
        Assert.Contains("（专职保密员）", answer.Plain, StringComparison.Ordinal);

        office.As(Staff.Stranger).Carry("lang", "en");
        var english = await office.As(Staff.Stranger).PostAsync("/terms/rules");
        office.As(Staff.Stranger).Carry("lang", "zh");
        Assert.Contains("Your post does not handle this; Register superior rule", english.Plain, StringComparison.Ordinal);
        Assert.Contains("(Secrecy officer)", english.Plain, StringComparison.Ordinal);
    }

    private Task<Answer> MoveAsync(string who, int unit) => office.As(Staff.SystemAdministrator).PostAsync($"/organisation/persons/{office.Id(who)}/move", ("moveTo", $"{unit}"));

    private async Task AppointAsync(string who, Post post, int? unit, DateOnly from) => Assert.Equal(302, (await office.As(Staff.SecurityAdministrator).PostAsync(
        $"/organisation/persons/{office.Id(who)}/appointments", ("post", $"{post}"), ("unit", $"{unit}"), ("from", $"{from:yyyy-MM-dd}"), ("document", "局任〔2026〕7号"))).Status);

    private Post[] Posts(string who, DateOnly day) =>
        office.Read(s => s.ActorAsync(s.People.AsNoTracking().Single(p => p.StaffNumber == who), day, default).GetAwaiter().GetResult().Posts.Members.ToArray());
}

public sealed class PeopleOnSqlite(SqliteOffice office) : PeopleTests(office), IClassFixture<SqliteOffice>;

public sealed class PeopleOnPostgres(PostgresOffice office) : PeopleTests(office), IClassFixture<PostgresOffice>;
