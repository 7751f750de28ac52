using Clinic.Domain.Changes;
using Clinic.Domain.Patients;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Clinic.Domain.Database;

/// <summary>The embedded default.</summary>
public sealed class SqliteClinicDb(DbContextOptions<SqliteClinicDb> options) : ClinicDb(options)
{
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<Change>().Property(c => c.Tx).HasDefaultValue(0L);
        foreach (var id in CountedIds(builder))
        {
            id.SetValueGenerationStrategy(SqliteValueGenerationStrategy.Autoincrement);
        }
    }
}

public sealed class PostgresClinicDb(DbContextOptions<PostgresClinicDb> options) : ClinicDb(options)
{
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<Change>().Property(c => c.Tx).HasDefaultValueSql("(pg_current_xact_id()::text)::bigint");

        // Searched by prefix, for which the order must be that of the characters and not of a language.
        builder.Entity<Patient>().Property(p => p.SearchName).UseCollation("C");
        builder.Entity<Patient>().Property(p => p.PhoneReversed).UseCollation("C");
    }
}

public sealed class SqlServerClinicDb(DbContextOptions<SqlServerClinicDb> options) : ClinicDb(options)
{
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<Change>().Property(c => c.Tx).HasConversion<byte[]>().IsRowVersion();
    }
}

internal sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteClinicDb>
{
    public SqliteClinicDb CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<SqliteClinicDb>().UseSqlite("Data Source=:memory:").Options);
}

internal sealed class PostgresDesign : IDesignTimeDbContextFactory<PostgresClinicDb>
{
    public PostgresClinicDb CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<PostgresClinicDb>().UseNpgsql("Host=localhost").Options);
}

internal sealed class SqlServerDesign : IDesignTimeDbContextFactory<SqlServerClinicDb>
{
    public SqlServerClinicDb CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<SqlServerClinicDb>().UseSqlServer("Server=localhost").Options);
}
