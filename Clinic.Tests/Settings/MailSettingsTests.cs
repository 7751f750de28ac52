using Clinic.Domain.Settings;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Clinic.Tests.Settings;

public sealed class MailSettingsTests
{
    [Fact]
    public void Without_a_server_there_is_no_mail_and_a_named_one_gets_the_port_of_its_security()
    {
        Assert.Null(Read(("Mail:From", "nonsense")));
        Assert.Equal(587, Read(("Mail:Host", "mail.clinic.example"), ("Mail:From", "a@clinic.example"))!.Port);
        Assert.Equal(465, Read(("Mail:Host", "10.0.0.5"), ("Mail:From", "a@clinic.example"), ("Mail:Security", "tls"))!.Port);
        Assert.DoesNotContain("geheim", Read(("Mail:Host", "mail"), ("Mail:From", "a@clinic.example"), ("Mail:User", "u"), ("Mail:Password", "geheim"))!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_are_told_at_once_each_with_its_key_and_no_password()
    {
        var error = Assert.Throws<SettingsException>(() => Read(
            ("Mail:Host", "not a host"), ("Mail:Port", "0"), ("Mail:Security", "none"), ("Mail:User", "u"), ("Mail:Password", "geheim"), ("Mail:From", "Clinic <a@b.example>"), ("Mail:Certificate", "12")));

        Assert.Equal(["Mail:Port", "Mail:Host", "Mail:From", "Mail:Security", "Mail:Certificate"], error.Faults.Select(f => string.Join(':', f.Split(':')[..2])));
        Assert.DoesNotContain("geheim", error.Message, StringComparison.Ordinal);
    }

    private static MailSettings? Read(params (string Key, string Value)[] settings) =>
        HostSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build(), development: false).Mail;
}
