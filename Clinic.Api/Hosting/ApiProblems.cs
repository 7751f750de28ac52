using System.Globalization;
using System.Text.Json.Serialization;
using Clinic.Api.Availability;
using Clinic.Api.Challenges;
using Clinic.Domain.Availability;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace Clinic.Api.Hosting;

/// <summary>Turns refusals into RFC 9457 problem details. The only place that knows which code has which HTTP status.</summary>
public static class ApiProblems
{
    private const string ContentType = "application/problem+json";
    private const string LimitSeconds = "600";
    private const long MaxDrained = 16 * 1024 * 1024;
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(10);

    private static readonly HashSet<string> OfTheTime =
    [
        ProblemCodes.UnknownDoctor, ProblemCodes.UnknownVisitType, ProblemCodes.TypeNotOffered, ProblemCodes.NotBookableOnline, ProblemCodes.Past, ProblemCodes.LeadTime,
        ProblemCodes.Horizon, ProblemCodes.OutsideRoster, ProblemCodes.ClosedDay, ProblemCodes.Absent, ProblemCodes.ChannelClosed, ProblemCodes.NotYetReleased, ProblemCodes.TooShort,
    ];

    private static readonly Dictionary<string, int> Statuses = new()
    {
        [ProblemCodes.Taken] = 409,
        [ProblemCodes.Held] = 409,
        [ProblemCodes.RoomBusy] = 409,
        [ProblemCodes.SlotTaken] = 409,
        [ProblemCodes.SlotHeld] = 409,
        [ProblemCodes.DeviceBusy] = 409,
        [ProblemCodes.HoldExpired] = 409,
        [ProblemCodes.HoldExtended] = 409,
        [ProblemCodes.RosterChanged] = 409,
        [ProblemCodes.PatientOverlap] = 409,
        [ProblemCodes.AlreadyCancelled] = 409,
        [ProblemCodes.VersionMismatch] = 412,
        [ProblemCodes.IdempotencyMissing] = 428,
        [ProblemCodes.ChallengeRequired] = 428,
        [ProblemCodes.CodeRequired] = 428,
        [ProblemCodes.RateLimited] = 429,
        [ProblemCodes.NotFound] = 404,
        [ProblemCodes.Forbidden] = 403,
        [ProblemCodes.TooLarge] = 413,
        [ProblemCodes.UnsupportedMediaType] = 415,
        [ProblemCodes.MethodNotAllowed] = 405,
        [ProblemCodes.Unavailable] = 503,
        [ProblemCodes.Unexpected] = 500,
    };

    public static IServiceCollection AddApiProblems(this IServiceCollection services) => services.AddExceptionHandler<Handler>();

    public static void UseApiProblems(this WebApplication app)
    {
        app.UseExceptionHandler(_ => { });
        app.UseStatusCodePages(async context =>
        {
            var response = context.HttpContext.Response;
            await Write(context.HttpContext, new(CodeOf(response.StatusCode)), response.StatusCode, null);
        });
    }

    /// <summary>What stands over every answer.</summary>
    internal static void Answering(this HttpContext context)
    {
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.Vary = "Accept-Language";
    }

    /// <summary>Refuses bodies that are too large; whoever has used up the requests does not come as far.</summary>
    public static void UseBodyLimit(this WebApplication app) => app.Use(RefuseLargeBodies);

    /// <summary>Answers what no endpoint of ours does (unknown path, method, media type) before anybody asks who may.</summary>
    public static void UseUnknown(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (context.GetEndpoint() is RouteEndpoint)
        {
            await next(context);
        }
        else if (context.GetEndpoint()?.RequestDelegate is { } refuse)
        {
            await refuse(context);
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    });

    /// <summary>Points at the field that names the time, where it is the time that cannot be had.</summary>
    internal static Problem At(this Problem problem, string pointer) =>
        problem.Errors.Count == 0 && OfTheTime.Contains(problem.Code) ? problem with { Errors = [new(pointer, problem.Code)] } : problem;

    public static IResult Refuse(this Problem problem, SlotWriter? slots = null) => new ProblemResult(problem, slots);

    /// <summary>The same, with all that the alternatives need to be written.</summary>
    public static async Task<IResult> Refuse(this Problem problem, TimetableCache timetables, CancellationToken cancel) =>
        problem.Refuse(problem.Alternatives.Count == 0 ? null : await SlotWriter.Load(timetables, cancel));

    public static Task Write(HttpContext context, Problem problem, int status, SlotWriter? slots, Challenge? challenge = null)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.ContentLanguage = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.Remove("ETag");
        var body = new ProblemBody(
            $"/problems/{problem.Code}",
            ReasonPhrases.GetReasonPhrase(status),
            status,
            problem.Describe(),
            problem.Code,
            problem.Errors.Count == 0 ? null : [.. problem.Errors.Select(e => new FieldFault(e.Pointer, e.Code, Problem.Text(e.Code)))],
            problem.Alternatives.Count == 0 ? null : [.. problem.Alternatives.Select(slots!.Write)],
            problem.SecondsUntilRelease,
            challenge);
        return context.Response.WriteAsJsonAsync(body, options: null, ContentType, context.RequestAborted);
    }

    /// <summary>
    /// A body over the limit is read and thrown away before it is refused, up to a bound: a client that is still sending when the
    /// connection closes never sees the answer.
    /// </summary>
    private static async Task RefuseLargeBodies(HttpContext context, RequestDelegate next)
    {
        var limit = context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>();
        if (context.Request.ContentLength is not { } length || length <= limit.MaxRequestBodySize)
        {
            await next(context);
            return;
        }

        if (length <= MaxDrained)
        {
            limit.MaxRequestBodySize = MaxDrained;
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
            patience.CancelAfter(DrainTime);
            await context.Request.Body.CopyToAsync(Stream.Null, patience.Token);
        }

        await Write(context, new(ProblemCodes.TooLarge), StatusCodes.Status413PayloadTooLarge, null);
    }

    /// <summary>For pages that tell a refusal in words.</summary>
    internal static int Status(this Problem problem) => StatusOf(problem.Code);

    private static int StatusOf(string code) => Statuses.GetValueOrDefault(code, 422);

    private static string CodeOf(int status) => status switch
    {
        401 or 403 => ProblemCodes.Forbidden,
        404 => ProblemCodes.NotFound,
        405 => ProblemCodes.MethodNotAllowed,
        413 => ProblemCodes.TooLarge,
        415 => ProblemCodes.UnsupportedMediaType,
        429 => ProblemCodes.RateLimited,
        503 => ProblemCodes.Unavailable,
        >= 500 => ProblemCodes.Unexpected,
        _ => ProblemCodes.Invalid,
    };

    private sealed class ProblemResult(Problem problem, SlotWriter? slots) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            if (problem.Code == ProblemCodes.RateLimited && httpContext.Response.Headers.RetryAfter.Count == 0)
            {
                httpContext.Response.Headers.RetryAfter = LimitSeconds;
            }

            return Write(httpContext, problem, StatusOf(problem.Code), slots);
        }
    }

    private sealed class Handler(ILogger<Handler> log) : IExceptionHandler
    {
        public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
        {
            if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
            {
                return true;
            }

            var status = exception is BadHttpRequestException bad ? bad.StatusCode : DatabaseErrors.IsDatabase(exception) ? 503 : 500;
            if (status >= 500 && exception is not TimetableUnreadException)
            {
                // The route, not the path: a path may hold the token of a private link. Not for all who waited for a reading that failed: whoever read has told.
                log.LogError(exception, "{Method} {Route} failed", httpContext.Request.Method, (httpContext.Features.Get<IExceptionHandlerFeature>()?.Endpoint as RouteEndpoint)?.RoutePattern.RawText);
            }

            if (status == 503)
            {
                httpContext.Response.Headers.RetryAfter = "10";
            }

            // What was set on the way in is gone again on the way out.
            httpContext.Answering();
            ApiLanguages.Speak(httpContext);
            await Write(httpContext, new(CodeOf(status)), status, null);
            return true;
        }
    }

    private sealed record ProblemBody(
        string Type,
        string Title,
        int Status,
        string Detail,
        string Code,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<FieldFault>? Errors,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<SlotResource>? Alternatives,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? SecondsUntilRelease,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Challenge? Challenge);

    private sealed record FieldFault(string Pointer, string Code, string Detail);
}
