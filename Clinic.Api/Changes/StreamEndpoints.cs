using System.Globalization;
using Clinic.Api.Hosting;
using Clinic.Domain;
using Clinic.Domain.Availability;
using Clinic.Domain.Changes;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Api.Changes;

/// <summary>Server-sent events: where free times have changed. Nothing in them is about persons.</summary>
public static class StreamEndpoints
{
    // Behind by more than this, whoever comes back is told to ask for everything.
    private const int MostMissed = 1000;
    private const int RetryMilliseconds = 3000;
    private const int BusySeconds = 30;

    public static IServiceCollection AddSlotStream(this IServiceCollection services) => services
        .AddSingleton<SlotStream>()
        .AddHostedService(s => s.GetRequiredService<SlotStream>());

    public static void MapStream(this IEndpointRouteBuilder routes)
    {
        var stream = routes.ServiceProvider.GetRequiredService<SlotStream>();
        routes.ServiceProvider.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(stream.EndAll);
        routes.MapGet("/stream", GetStream);
    }

    private static async Task<IResult> GetStream(string? doctor, string? after, HttpContext context, CancellationToken cancel)
    {
        var services = context.RequestServices;
        var errors = new List<FieldError>();
        var only = errors.Id<DoctorId>("doctor", doctor, DoctorId.TryParse);
        if (errors.Count > 0)
        {
            return Problem.Invalid([.. errors]).Refuse();
        }

        var hub = services.GetRequiredService<SlotStream>();
        if (hub.Open(VisitorAddress.Of(context), only) is not { } stream)
        {
            context.Response.Headers.RetryAfter = BusySeconds.ToString(CultureInfo.InvariantCulture);
            return new Problem(ProblemCodes.RateLimited).Refuse();
        }

        try
        {
            // Open before the past is read, so that nothing falls between the two; what comes twice does no harm.
            var last = context.Request.Headers["Last-Event-ID"].ToString() is { Length: > 0 } header ? header : after;
            var (known, missed) = string.IsNullOrEmpty(last) ? (stream.From, null) : await Missed(services, last, stream.From, cancel);
            await Start(context.Response, known, missed, cancel);
            if (missed is not null)
            {
                await stream.Write(context.Response, missed, cancel);
            }

            await stream.Write(context.Response, cancel);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The reader has gone.
        }
        finally
        {
            hub.Close(stream);
        }

        return Results.Empty;
    }

    private static async Task Start(HttpResponse response, ChangePosition known, StreamNews? missed, CancellationToken cancel)
    {
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        await response.Body.WriteAsync(missed?.All == true ? StreamNews.Retry(RetryMilliseconds) : StreamNews.Hello(known, RetryMilliseconds), cancel);
        await response.Body.FlushAsync(cancel);
    }

    /// <summary>How far the reader has heard, and what came after; null for nothing.</summary>
    private static async Task<(ChangePosition Known, StreamNews? Missed)> Missed(IServiceProvider services, string last, ChangePosition now, CancellationToken cancel)
    {
        var touched = new TouchedDays();
        if (!ChangeCursor.TryParse(last, out var from) || from > now)
        {
            touched.AddAll();
            return (now, StreamNews.Of(touched, now));
        }

        await using var db = await services.GetRequiredService<IDbContextFactory<ClinicDb>>().CreateDbContextAsync(cancel);
        var changes = await ChangeLog.Read(db, from, MostMissed, cancel);
        if (changes.Count == MostMissed)
        {
            touched.AddAll();
        }
        else if (changes.Count > 0)
        {
            touched.Add(changes, (await services.GetRequiredService<TimetableCache>().Current(cancel)).Facts, services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime);
        }

        return touched.None ? (now, null) : (from, StreamNews.Of(touched, now));
    }
}
