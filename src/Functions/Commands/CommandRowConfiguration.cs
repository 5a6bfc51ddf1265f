using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ToskaMesh.Shared.Commands;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Commands;

internal sealed class CommandRowConfiguration : IEntityTypeConfiguration<CommandRow>
{
    public void Configure(EntityTypeBuilder<CommandRow> builder)
    {
        builder.ToTable("Commands");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Service).HasMaxLength(ServiceName.MaxLength);
        builder.Property(row => row.Name).HasMaxLength(CommandLimits.NameLength);
        builder.HasIndex(row => new { row.Service, row.ExpiresAt });
        builder.HasIndex(row => row.ExpiresAt);
    }
}
