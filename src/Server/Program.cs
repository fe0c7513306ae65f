using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;
using Shoumi.Documents;
using Shoumi.Rules.Policy;
using Shoumi.Server;
using Shoumi.Server.Access;
using Shoumi.Server.Features.Access;
using Shoumi.Server.Frame;
using Shoumi.Server.Jobs;
using Shoumi.Server.Storage;
using Shoumi.Server.Texts;

// A hostile document is opened by a child of this very program, under limits; that child ends here.
if (await Worker.RunIfAskedAsync(args) is { } code)
{
    return code;
}

var settings = Settings.Read(args);
if (Regulation.Load(settings.Policies, Console.Error) is not { } pack)
{
    return 2;
}

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.AddShoumi(settings, pack);
var app = builder.Build();
app.UseShoumi();
await app.StartShoumiAsync(settings);
await app.WaitForShutdownAsync();
return 0;

public partial class Program;
