using System.Collections.Concurrent;
using System.Globalization;
using Clinic.Domain.Availability;

namespace Clinic.Api.Availability;

/// <summary>
/// Whoever asks for the same times in the same second is given the same answer, unless something has changed meanwhile: the visitors of a
/// website on a Monday morning, aggregators that ask for everybody's nearest time. Not the output cache of ASP.NET Core: its keys, locks and copies
/// cost more than most of these answers.
/// </summary>
internal sealed class RecentAnswers(TimetableCache timetables, TimeProvider clock)
{
    // Of a hundred thousand bytes at most; what comes beyond is computed.
    private const int MostAnswers = 100;
    private volatile Moment last = new(0, 0);

    /// <summary>The answers of now: none of them is older than the last change known here.</summary>
    private ConcurrentDictionary<string, Answer> Now
    {
        get
        {
            var (version, second) = (timetables.Version, clock.GetUtcNow().ToUnixTimeSeconds());
            var known = last;
            if (known.Version != version || known.Second != second)
            {
                last = known = new(version, second);
            }

            return known.Answers;
        }
    }

    internal async ValueTask<object?> Answer(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        // One doctor's times are computed as quickly as they would be looked up.
        var context = call.HttpContext;
        if (context.Request.Query.ContainsKey("doctor"))
        {
            return await next(call);
        }

        var answers = Now;
        var key = $"{CultureInfo.CurrentUICulture.Name} {context.Request.Path}{context.Request.QueryString}";
        if (answers.TryGetValue(key, out var known))
        {
            return known;
        }

        if (await next(call) is not IResult result)
        {
            return null;
        }

        var made = await Written(context, result);
        if (context.Response.StatusCode == StatusCodes.Status200OK && answers.Count < MostAnswers)
        {
            answers.TryAdd(key, made);
        }

        return made;
    }

    private static async Task<Answer> Written(HttpContext context, IResult result)
    {
        var body = context.Response.Body;
        using var bytes = new MemoryStream();
        context.Response.Body = bytes;
        try
        {
            await result.ExecuteAsync(context);
        }
        finally
        {
            context.Response.Body = body;
        }

        return new(context.Response.ContentType, bytes.ToArray());
    }

    private sealed record Moment(long Version, long Second)
    {
        internal ConcurrentDictionary<string, Answer> Answers { get; } = new();
    }
}

/// <summary>An answer that has been given before; the status is what it is already.</summary>
internal sealed class Answer(string? type, byte[] body) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = type;
        httpContext.Response.ContentLength = body.Length;
        await httpContext.Response.Body.WriteAsync(body, httpContext.RequestAborted);
    }
}

/// <summary>Marks the endpoints.</summary>
internal static class RecentAnswersRegistration
{
    internal static RouteHandlerBuilder Recent(this RouteHandlerBuilder builder) => builder.AddEndpointFilter(
        (call, next) => call.HttpContext.RequestServices.GetRequiredService<RecentAnswers>().Answer(call, next));
}
