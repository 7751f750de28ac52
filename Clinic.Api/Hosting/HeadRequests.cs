namespace Clinic.Api.Hosting;

/// <summary>HEAD is answered as GET without the body, which the server leaves away: monitors and link checkers ask so.</summary>
internal static class HeadRequests
{
    internal static void UseHead(this WebApplication app) => app.Use((context, next) =>
    {
        // The stream never ends, and without a body there is nothing to wait for.
        if (HttpMethods.IsHead(context.Request.Method) && !context.Request.Path.Value!.EndsWith("/stream", StringComparison.OrdinalIgnoreCase))
        {
            context.Request.Method = HttpMethods.Get;
        }

        return next(context);
    });
}
