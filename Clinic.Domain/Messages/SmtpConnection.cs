using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Clinic.Domain.Settings;

namespace Clinic.Domain.Messages;

/// <summary>
/// A conversation with the mail server (RFC 5321, 3207, 4954), opened with the first message and kept for those that follow. Nothing is ever said in the open that
/// was to be encrypted.
/// </summary>
/// <param name="settings">Where and how.</param>
/// <param name="patience">For each answer; the last one, for which the server may have to look at the message, gets four times as much.</param>
internal sealed class SmtpConnection(MailSettings settings, TimeSpan patience) : IAsyncDisposable
{
    private TcpClient? socket;
    private SmtpLines? lines;
    private HashSet<string> offers = [];

    /// <summary>Hands the message over.</summary>
    /// <param name="to">The recipient's address as <see cref="Address"/> answers it.</param>
    /// <param name="content">The message, seven-bit, lines ending with CRLF.</param>
    /// <param name="cancel">Cancels before the message is under way, not later: then it may have been taken.</param>
    /// <exception cref="SmtpException">It was not taken.</exception>
    internal async Task Send(string to, byte[] content, CancellationToken cancel)
    {
        try
        {
            await Guard(Converse);
        }
        catch (SmtpException error) when (error.Scope != SmtpScope.Recipient)
        {
            Close();
            throw;
        }

        async Task Converse()
        {
            await Open(cancel);
            await Expect($"MAIL FROM:<{settings.From}>", 250, MessageFaults.Rejected, SmtpScope.Server, cancel);
            await Recipient(to, cancel);
            await Expect("DATA", 354, MessageFaults.Rejected, SmtpScope.Message, cancel);
            await lines!.Send(SmtpLines.Stuffed(content), patience, CancellationToken.None);
            var (reply, _) = await lines.Reply(patience * 4, CancellationToken.None);
            Check(reply, 250, MessageFaults.Rejected, SmtpScope.Message);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (lines is not null)
        {
            try
            {
                await lines.Send("QUIT\r\n"u8.ToArray(), patience, CancellationToken.None);
            }
            catch (Exception error) when (error is IOException or SocketException or TimeoutException or ObjectDisposedException)
            {
                // The letters are delivered all the same.
            }
        }

        Close();
    }

    private async Task Recipient(string address, CancellationToken cancel)
    {
        var (reply, _) = await Ask($"RCPT TO:<{address}>", cancel);
        if (reply is 250 or 251)
        {
            return;
        }

        // The conversation goes on with the next message.
        await Expect("RSET", 250, MessageFaults.Rejected, SmtpScope.Server, cancel);
        throw new SmtpException(MessageFaults.Recipient, reply is >= 500 and < 600 ? SmtpScope.Recipient : SmtpScope.Message, reply);
    }

    private async Task Open(CancellationToken cancel)
    {
        if (lines is not null)
        {
            return;
        }

        socket = new() { NoDelay = true };
        await Patient(t => socket.ConnectAsync(settings.Host, settings.Port, t).AsTask(), cancel);
        lines = new(socket.GetStream());
        if (settings.Security == MailSecurity.Tls)
        {
            await Encrypt(cancel);
        }

        var (greeting, _) = await lines.Reply(patience, cancel);
        Check(greeting, 220, MessageFaults.Protocol, SmtpScope.Server);
        await Hello(cancel);
        if (settings.Security == MailSecurity.StartTls)
        {
            if (!offers.Contains("STARTTLS"))
            {
                throw new SmtpException(MessageFaults.Encryption, SmtpScope.Server);
            }

            await Expect("STARTTLS", 220, MessageFaults.Encryption, SmtpScope.Server, cancel);
            await Encrypt(cancel);
            await Hello(cancel);
        }

        if (settings.User is not null)
        {
            await SignIn(cancel);
        }
    }

    private async Task Hello(CancellationToken cancel)
    {
        var mine = ((IPEndPoint)socket!.Client.LocalEndPoint!).Address is { IsIPv4MappedToIPv6: true } mapped ? mapped.MapToIPv4() : ((IPEndPoint)socket.Client.LocalEndPoint!).Address;
        var (reply, text) = await Ask(mine.AddressFamily == AddressFamily.InterNetworkV6 ? $"EHLO [IPv6:{mine}]" : $"EHLO [{mine}]", cancel);
        Check(reply, 250, MessageFaults.Protocol, SmtpScope.Server);
        offers = [.. text.Skip(1).Select(t => t.Trim().ToUpperInvariant())];
    }

    private async Task SignIn(CancellationToken cancel)
    {
        var ways = offers.FirstOrDefault(o => o.StartsWith("AUTH ", StringComparison.Ordinal))?.Split(' ') ?? [];
        if (ways.Contains("PLAIN"))
        {
            await Expect($"AUTH PLAIN {Base64($"\0{settings.User}\0{settings.Password}")}", 235, MessageFaults.SignIn, SmtpScope.Server, cancel);
            return;
        }

        if (!ways.Contains("LOGIN"))
        {
            throw new SmtpException(MessageFaults.SignIn, SmtpScope.Server);
        }

        await Expect("AUTH LOGIN", 334, MessageFaults.SignIn, SmtpScope.Server, cancel);
        await Expect(Base64(settings.User!), 334, MessageFaults.SignIn, SmtpScope.Server, cancel);
        await Expect(Base64(settings.Password!), 235, MessageFaults.SignIn, SmtpScope.Server, cancel);
    }

    private async Task Encrypt(CancellationToken cancel)
    {
        if (!lines!.IsEmpty)
        {
            // Said before the encryption by whoever sits in between, to be taken for said behind it.
            throw new SmtpException(MessageFaults.Encryption, SmtpScope.Server);
        }

        var secure = new SslStream(socket!.GetStream());
        await Patient(t => secure.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = settings.Host, RemoteCertificateValidationCallback = Trusts }, t), cancel);
        lines = new(secure);
    }

    private bool Trusts(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) => settings.Certificate is { } known
        ? certificate is not null && Convert.ToHexString(SHA256.HashData(certificate.GetRawCertData())) == known
        : errors == SslPolicyErrors.None;

    private async Task<(int Reply, IReadOnlyList<string> Text)> Ask(string command, CancellationToken cancel)
    {
        await lines!.Send(Encoding.ASCII.GetBytes($"{command}\r\n"), patience, cancel);
        return await lines.Reply(patience, cancel);
    }

    private async Task Expect(string command, int wanted, string fault, SmtpScope scope, CancellationToken cancel) => Check((await Ask(command, cancel)).Reply, wanted, fault, scope);

    private static void Check(int reply, int wanted, string fault, SmtpScope scope)
    {
        if (reply != wanted)
        {
            throw new SmtpException(fault, scope, reply);
        }
    }

    /// <summary>The address in the form that every server knows: names of domains in other scripts have one.</summary>
    /// <exception cref="SmtpException">There is no such form.</exception>
    internal static string Address(string address)
    {
        var at = address.LastIndexOf('@');
        var (local, domain) = (address[..at], address[(at + 1)..]);
        if (!local.All(char.IsAscii) || address.Any(c => c is '<' or '>' || char.IsWhiteSpace(c) || char.IsControl(c)))
        {
            throw new SmtpException(MessageFaults.Recipient, SmtpScope.Recipient);
        }

        try
        {
            return $"{local}@{new System.Globalization.IdnMapping().GetAscii(domain)}";
        }
        catch (ArgumentException)
        {
            throw new SmtpException(MessageFaults.Recipient, SmtpScope.Recipient);
        }
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private Task Patient(Func<CancellationToken, Task> work, CancellationToken cancel) => SmtpLines.Within(patience, work, cancel);

    private static async Task Guard(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (TimeoutException)
        {
            throw new SmtpException(MessageFaults.Timeout, SmtpScope.Server);
        }
        catch (AuthenticationException)
        {
            throw new SmtpException(MessageFaults.Encryption, SmtpScope.Server);
        }
        catch (Exception error) when (error is IOException or SocketException)
        {
            throw new SmtpException(MessageFaults.Unreachable, SmtpScope.Server);
        }
    }

    private void Close()
    {
        lines?.Dispose();
        socket?.Dispose();
        (lines, socket) = (null, null);
    }
}
